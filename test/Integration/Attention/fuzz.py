# RUN: %python %heddle_src_root/utils/fuzz-attention.py --n=60 --seed=1 --tool=%heddle_tools_dir/heddle-run
