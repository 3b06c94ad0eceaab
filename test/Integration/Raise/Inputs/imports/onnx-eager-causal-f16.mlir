#map = affine_map<(d0, d1, d2) -> (d1, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map4 = affine_map<(d0, d1, d2, d3) -> ()>
#map5 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map7 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map8 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map9 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main_graph(%arg0: tensor<2x6x12xf16>, %arg1: tensor<2x6x8xf16>, %arg2: tensor<2x6x8xf16>) -> tensor<2x6x12xf16> {
    %c0_i64 = arith.constant 0 : i64
    %c2_i64 = arith.constant 2 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 1.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant 1.000000e+00 : f16
    %cst_3 = arith.constant dense<[1.001950e+00, 9.160150e-01, 1.079100e+00, 9.956050e-01, 9.096670e-01, 1.110350e+00, 8.725580e-01, 1.054690e+00]> : tensor<8xf16>
    %cst_4 = arith.constant dense<[8.627920e-01, 8.779290e-01, 1.063480e+00, 1.034180e+00, 9.404290e-01, 1.056640e+00, 1.089840e+00, 9.506830e-01]> : tensor<8xf16>
    %cst_5 = arith.constant dense<"0x683365A86B315234082C5A3321A85C2BA42CE9B22430A0B269B04331CA280529B2AD00B24F2DF529F7AC2B314A2FE7AF95287CB28CB225338B323BAF1CAF28AC8433D5B0E6A827B2BE303CAD53A8B8B33C2E3928DD22E2A63634D5ADB9ABFFAC2AB13434672F85B0F0AC2834222DD530D62DDAB0F0B10032E7B0EB3201B26EA6A9B061B0D93045B46E2D56B46E337FAC9BB48CB2B730203261ADEFAAEA3131A6E82805A49EB43D2CD424FC27F8318CAE2FA9F3AF402C8CAF4EAC86347834482BE3B23DA64DB401B024AF403407AC44B182344632DA3190B432ADE29F16B15EAB822F89AE2EB3A530253485321E2EC3B270344230BE2C17313F2F5330B8B13E33AD3266321AAEDC33A3AD5AB39533FDB1DEB24DB330AAA92F959D0124B1A83EB406ADFC33C52E27A65DAD4033C830BEB08CB4AEAB6AB409313B34C82833A355B2F6B223B234B1B63208B497ABC72C13B4D2B37DA8372B10AF3834FF2CA931B9A9D0A9E92A40A864B194B03EB0A1A2B827282F703366AFBFB3262C7732B8B2883215320BAEC4332E32FA32B0204EB2013394B2DDA45E312E2624B4BDA9E83202B019AB2A31C42B912B4BAFBFAE90ADBDB3A22348AC2834FCB0643255B31D2E37B4032EF0B326A95C309F2CA6B2612F04B00DB06CAB0CAA3A34E9B24D29E73289B22A3302B40D2986B20B2702B111AE802C4D2962B2993440B032B4542E27B4F02642335AACCF2D2B31FEAC890FF9AFC32C83320E2BEAAFE3B1DA2EA231E930132D2DB345B3D6B0FEB17B2D573336B4EF2B24348C2917B2962E0C32E22C263364B4C9B0ADAF0B2D2EB4C63166B14E33952C62B4B428FA1C7930163439324934E930FAB0E82A2AB15A31CE2C9EB170210BAE662BEEA8452C6D318D33FE326AB4FD2AC2A5442A58B436A760A86EB280344FB373347B2DAD296DB13CB4BFA6F02078AF82ADDFB0AC30B1B1F9B076347B3423AE0AACD0B26A3493B0BF32A5B37C34BBA56329C49AF6B06F2E18AEE13187B2DD294334F22962B06A2B90B426B39E2DC4965A211FAC0B34BA1D3D2F6DB25B30902FC02D03B1C7B168B184336BA9092AA1B2"> : tensor<12x32xf16>
    %cst_6 = arith.constant dense<"0x2AB066B4542F6730B1ABDB1D9A2C932799A170A9DE334C2AD6B198B484AF10A742B4282EEC2A2D2DD2314BAB952EC3AF37AAC929AEAE79AE8EAEA72E312D29B1BAB2672EF42A2632CEA8C328CCB066343C23C92C5B27AE2A592EB232EDA547B4D132732C21AD8933E0B39C28402613B0CB329533FF2FAC3371310F330F3421AED8237B2948B04534BAAB6A281C2B1EB01733EBB333343632C325933085B4022B8CB1692F592931AC01A463348F34B3A978B4BCAB153377AD10A5AB31CDAF973451342BB0292B3DAE0334E5AF4F317DB0B8AF1723051F293096AFA23180AF662F762EB1B0F42635B4DE2EFFB3E7AAC02F18252FAE4C33663480A459B3F9B1A1B03AB491AA5F9D4AA8B03170B39CAE97AC2BB4B1308B22F332EA2E96311FAED2B2DAA5DA2B313342B1BE1728B3CC337032B331E22F703263B0BFAF51B301AA652DF7309D3437B417AFC4B0C6B18234053228B33C3068306BA90CAC8E342C2E0A27D6AE8C325F2D27B22E3425B43C3499B176B072347D305F316EA45A9C47AF98A8"> : tensor<12x16xf16>
    %cst_7 = arith.constant dense<"0x64B436290CB2D0AF5FB40FA845256CB13B28832D11B27C2EB5B2A431692942A4E9B089B09F304F2CD4A7B432C1B2EE294CAF66AF61B23434CEA31D2F31AD51AA9130A4B2A0A5232A6231CE256232D5289C3376A4822A27AEDCAD042B152ECF2DA6B393340433FF2E60AD4A2E0E31A8B20E31F9B282B3682D5BB017308D30D82D29247932C633CEB167B07133A6A84A2E85B206B4A9B3A2B16D2845B291B0B83146334DB46AADD5AB6632B5A9A4335BB091B29034B5AB5EB0A5B22E34F9268717372974B3B0A56CB2A52D59B4943186A4B83372AAAD3212B4432B2BA8BB3332B1C42D8F30563133AF72B40CB4692D5FAC6DA98A1E9BB498B47FAF48B37AAD2DAC31B0C1326FA8E7329D3475B24930463154AD1CB430A9DEB045348C2458AEE9ABAB27C931A0AE43AC28AADFB25E3434AF63B330B1EFB155B10F306F325F34B9A08D31CFB14C2140A874297B23C8AE7131C5AB3934083252AA21B43B342A308934063456B2F6B08DB3A630372F6128EE2D18AF252F3BB48DB4B6B0B62B99B3F430"> : tensor<12x16xf16>
    %cst_8 = arith.constant dense<3.535160e-01> : tensor<f16>
    %cst_9 = arith.constant dense<[[true, false, false, false, false, false], [true, true, false, false, false, false], [true, true, true, false, false, false], [true, true, true, true, false, false], [true, true, true, true, true, false], [true, true, true, true, true, true]]> : tensor<6x6xi1>
    %cst_10 = arith.constant dense<-6.550400e+04> : tensor<f16>
    %cst_11 = arith.constant dense<"0x7334CC3332AEDEAEAC3219344499F024D0310C300834B0B143B42831509D25B08AA967B23B27579F2A2A31328DB3B2B229B000AA7432EBA6D5AD103446A62BA0373146A9ADAB68B4A4312B33E330E4ACE1A85E31A0B3452F9DB360B0F62A013410B367AFC332CC33912CB7B3C0B1F0326DB10D3460344A308EB1A6B01634D1311C31793355B42E9A9829DE2C70AA14AE80AC4A2531AF3C2D53257A34AA30D22C262D1426F9321830D731E7B00E3156B115B43E2C3AB4D1AAD32DECB1B9B00F3330337031EF2719334C32F72A292825B3EB29FE2F0928DA2F8F34A331DFA484A098309DACBDACB73039AF572C8C339DB4252E9D2BB332FE284CA581B266B4852F752D5DA714B186B37A3098324B33CB31532637275A33EBB228A9663242B049339B2EB2B39AAEA43207344AB2E92D03B002288D31BBA7B733B3AA9B3071B08D2B1630A7A1F630343479347220F7ACDE301E326EAE7A2DB52827B26E3439B2A52EA6B2D3B3F030CAB2DC2E483029B39434FD2EBB2934B045318BB4F8339D01B5326CB1B7B14FB1A13390B2162467947AA205B40BA1F7B397B46FB1501F0234492A5A2DCA31A9B02032483489B488B3FFAE79301EB007B41DB3DBB3D2B341B4A52DFE32AAAFE5ADD230A3B32BB46FB0C82DA330D2A106280D2C63343B341E3115349CAE80AB92B2C3A98AB0E41C09AC1B3121280AAD1629D7B390B061ADA5B2F3272FB241AC2AB4242FEF320A2EAF21AB2F45B469AC1B2E91AF85241D33F2B36E2F7EB08E2E84A6759E18320DB09B3016B267B27D3027B3A53227AF7BAC06B04D3483A87B31662CD22B58AF57B38A3022AE9D34F52D8630FCB37B2DDE32942C11B008B2882E91B3ECB25DB3562EBEA412AD5B2F37B0D52354B1BE221BB2BA2C9C34F8AC69B136B443332C2EF5B1DF29B1B21218BD2DE23239ADBEAEC329BC2EF9B2BD0F07330E33A833D3324C343EAA8732E0A72132B72C402E273316332933E0AFE0255BB27333153255A84933A3B24DA750B01CB3F4A6932CF0AE090C48B45A3410303B2584B4B52A23A6E8B16D2E94A591B1ADB363272CB357B43B32083328B4"> : tensor<12x32xf16>
    %cst_12 = arith.constant dense<"0x5B3046AF01ABD4306431573124B03AAC40300A309B247C29C7B0FC30A230282F7CACF7AFDA24CFA528AA9AA79AB077A86D2B54A32FAD85ADFF1F40AD4A31CC30562C2DAF2AA8B1AFB61F98B0F8A7A5B092AD5C30672813310A29812C3C2CB53033AE863104B1A6AC5C2F76AEDEAB36B08D30E8AE01AE1930C7A5CCA86D2A6D2A842AA731E82E90AEB7A353AD70B1B2A882A875A44D9C0C2CBFA41BAB72AD36AAD9ACF4300FAA66300CB018ACA4AACE91F12F26B0A5A329AEEBAF1930E8AAE1A480B0182885A941304CB08DACCF2310AE96A468B190A492AF75B0BF2E79AF4B283D31D72E43B1C5AFB62E7C2F271D9F2466A11631BA303428CCA52CA726A5352ED9194829E930CBA53CB0052F502DE4AD91AC8EAF092A4C2ADFAE52AC8131982CF02DBE217AADB2ACC030491C981C7CACCFAD949C47AF97316DAA9603912B53A0DD2BF6A63C3136AA4F2D7D31492B95AD73AEF3294BAB02293E30B12E5EB02630C330882997B06930C12CB3AE25A926A155A37BB105306F30DAA27FB1322ED2A931B12A315D9FE4AFE32FD6303AA2A22ECD2FF7AB3C30BC271CA4ACAC6D9C0231DF2936AD10B0ECB03D24EAABE1AADC2592B172AC512BA12953AC76AE41A9D31C7B30569E682AF92E80B16C2BA130C5A932B0923173A99828A0A4DFB0BEAF13B1BF30832B36B0A2B14DAD4730F5ACE2240EB09E2FC22C732D633125AABC2DC9AF5B2872B0F126CFAC282F81B18631972C4B31C12D07B0412DFD2CEDAC10ABC52D582F042A65B1CEA8B49BB5AE362A6C3191263820ECA63EA7763135309028FD3049B0A52E1A3080AB212B3B30DFAE69292A31D42B6DB03EAFC3ADE62AADAD54A66FB02AB04625D8AC0CA9232ED626EA2C49AE773179ACE3AE67B1BC1C69AFDDB06F2FF8AA32ADC52FC5304D2DBA992F31572938AFCD2A7B300EAA8BAD432B86303228EC1F85B149AFCD30A831A5AC1831612C65AC6231F2B06F2F58305FAD062EA6B0DDB054AE95B0EE9F5631AF2D652D2DB1C6B0772C99315E258528D5B0F31BF7AD77A465AB571BA92D41318CB16AA02D311CA6192D0DB04C30292493AC7231"> : tensor<32x12xf16>
    %cst_13 = arith.constant dense<9.99999997E-7> : tensor<f32>
    %cst_14 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<2x12x32xf16>
    %1 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_5 : tensor<12x32xf16>) outs(%0 : tensor<2x12x32xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x12x32xf16>
    %2 = tensor.empty() : tensor<2x6x32xf32>
    %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %4 = linalg.batch_matmul ins(%arg0, %1 : tensor<2x6x12xf16>, tensor<2x12x32xf16>) outs(%3 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %5 = tensor.empty() : tensor<2x6x32xf16>
    %6 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%4 : tensor<2x6x32xf32>) outs(%5 : tensor<2x6x32xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x32xf16>
    %expanded = tensor.expand_shape %6 [[0], [1], [2, 3]] output_shape [2, 6, 4, 8] : tensor<2x6x32xf16> into tensor<2x6x4x8xf16>
    %7 = tensor.empty() : tensor<2x12x16xf16>
    %8 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_6 : tensor<12x16xf16>) outs(%7 : tensor<2x12x16xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x12x16xf16>
    %9 = tensor.empty() : tensor<2x6x16xf32>
    %10 = linalg.fill ins(%cst : f32) outs(%9 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %11 = linalg.batch_matmul ins(%arg0, %8 : tensor<2x6x12xf16>, tensor<2x12x16xf16>) outs(%10 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %12 = tensor.empty() : tensor<2x6x16xf16>
    %13 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%11 : tensor<2x6x16xf32>) outs(%12 : tensor<2x6x16xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x16xf16>
    %expanded_15 = tensor.expand_shape %13 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf16> into tensor<2x6x2x8xf16>
    %14 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_7 : tensor<12x16xf16>) outs(%7 : tensor<2x12x16xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x12x16xf16>
    %15 = linalg.batch_matmul ins(%arg0, %14 : tensor<2x6x12xf16>, tensor<2x12x16xf16>) outs(%10 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %16 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%15 : tensor<2x6x16xf32>) outs(%12 : tensor<2x6x16xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x16xf16>
    %expanded_16 = tensor.expand_shape %16 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf16> into tensor<2x6x2x8xf16>
    %17 = tensor.empty() : tensor<2x2x6x8xf16>
    %transposed = linalg.transpose ins(%expanded_16 : tensor<2x6x2x8xf16>) outs(%17 : tensor<2x2x6x8xf16>) permutation = [0, 2, 1, 3] 
    %18 = tensor.empty() : tensor<2x6x4x8xf32>
    %19 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x4x8xf16>) outs(%18 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f16, %out: f32):
      %100 = arith.extf %in : f16 to f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x8xf32>
    %20 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x8xf32>) outs(%18 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %100 : f32
    } -> tensor<2x6x4x8xf32>
    %21 = tensor.empty() : tensor<2x6x4x1xf32>
    %22 = linalg.fill ins(%cst : f32) outs(%21 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %23 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%20 : tensor<2x6x4x8xf32>) outs(%22 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.addf %in, %out : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x1xf32>
    %24 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%23 : tensor<2x6x4x1xf32>) outs(%21 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.divf %in, %cst_14 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x1xf32>
    %25 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24, %cst_13 : tensor<2x6x4x1xf32>, tensor<f32>) outs(%21 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.addf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x1xf32>
    %26 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<2x6x4x1xf32>) outs(%21 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = math.sqrt %in : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x1xf32>
    %27 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%26 : tensor<2x6x4x1xf32>) outs(%21 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.cmpf one, %in, %cst : f32
      cf.assert %100, "unimplemented: tensor with zero element"
      %101 = arith.divf %cst_0, %in : f32
      linalg.yield %101 : f32
    } -> tensor<2x6x4x1xf32>
    %28 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19, %27 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%18 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.mulf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x4x8xf32>
    %29 = tensor.empty() : tensor<2x6x4x8xf16>
    %30 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28 : tensor<2x6x4x8xf32>) outs(%29 : tensor<2x6x4x8xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x4x8xf16>
    %31 = linalg.generic {indexing_maps = [#map5, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_3, %30 : tensor<8xf16>, tensor<2x6x4x8xf16>) outs(%29 : tensor<2x6x4x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x6x4x8xf16>
    %32 = tensor.empty() : tensor<2x6x2x8xf32>
    %33 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_15 : tensor<2x6x2x8xf16>) outs(%32 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f16, %out: f32):
      %100 = arith.extf %in : f16 to f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x8xf32>
    %34 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33 : tensor<2x6x2x8xf32>) outs(%32 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %100 : f32
    } -> tensor<2x6x2x8xf32>
    %35 = tensor.empty() : tensor<2x6x2x1xf32>
    %36 = linalg.fill ins(%cst : f32) outs(%35 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %37 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%34 : tensor<2x6x2x8xf32>) outs(%36 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.addf %in, %out : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x1xf32>
    %38 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37 : tensor<2x6x2x1xf32>) outs(%35 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.divf %in, %cst_14 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x1xf32>
    %39 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38, %cst_13 : tensor<2x6x2x1xf32>, tensor<f32>) outs(%35 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.addf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x1xf32>
    %40 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39 : tensor<2x6x2x1xf32>) outs(%35 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = math.sqrt %in : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x1xf32>
    %41 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%40 : tensor<2x6x2x1xf32>) outs(%35 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.cmpf one, %in, %cst : f32
      cf.assert %100, "unimplemented: tensor with zero element"
      %101 = arith.divf %cst_0, %in : f32
      linalg.yield %101 : f32
    } -> tensor<2x6x2x1xf32>
    %42 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33, %41 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%32 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.mulf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x6x2x8xf32>
    %43 = tensor.empty() : tensor<2x6x2x8xf16>
    %44 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42 : tensor<2x6x2x8xf32>) outs(%43 : tensor<2x6x2x8xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x2x8xf16>
    %45 = linalg.generic {indexing_maps = [#map5, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_4, %44 : tensor<8xf16>, tensor<2x6x2x8xf16>) outs(%43 : tensor<2x6x2x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x6x2x8xf16>
    %46 = tensor.empty() : tensor<2x4x6x8xf16>
    %transposed_17 = linalg.transpose ins(%31 : tensor<2x6x4x8xf16>) outs(%46 : tensor<2x4x6x8xf16>) permutation = [0, 2, 1, 3] 
    %transposed_18 = linalg.transpose ins(%45 : tensor<2x6x2x8xf16>) outs(%17 : tensor<2x2x6x8xf16>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf16> into tensor<2x1x6x8xf16>
    %expanded_20 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf16> into tensor<2x1x6x8xf16>
    %47 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_17, %expanded_19 : tensor<2x4x6x8xf16>, tensor<2x1x6x8xf16>) outs(%46 : tensor<2x4x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x8xf16>
    %extracted_slice = tensor.extract_slice %transposed_17[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf16> to tensor<2x4x6x4xf16>
    %extracted_slice_21 = tensor.extract_slice %transposed_17[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf16> to tensor<2x4x6x4xf16>
    %48 = tensor.empty() : tensor<2x4x6x4xf16>
    %49 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<2x4x6x4xf16>) outs(%48 : tensor<2x4x6x4xf16>) {
    ^bb0(%in: f16, %out: f16):
      %100 = arith.negf %in : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x4xf16>
    %concat = tensor.concat dim(3) %49, %extracted_slice : (tensor<2x4x6x4xf16>, tensor<2x4x6x4xf16>) -> tensor<2x4x6x8xf16>
    %50 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_20 : tensor<2x4x6x8xf16>, tensor<2x1x6x8xf16>) outs(%46 : tensor<2x4x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x8xf16>
    %51 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %50 : tensor<2x4x6x8xf16>, tensor<2x4x6x8xf16>) outs(%46 : tensor<2x4x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.addf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x8xf16>
    %52 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18, %expanded_19 : tensor<2x2x6x8xf16>, tensor<2x1x6x8xf16>) outs(%17 : tensor<2x2x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x2x6x8xf16>
    %extracted_slice_22 = tensor.extract_slice %transposed_18[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf16> to tensor<2x2x6x4xf16>
    %extracted_slice_23 = tensor.extract_slice %transposed_18[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf16> to tensor<2x2x6x4xf16>
    %53 = tensor.empty() : tensor<2x2x6x4xf16>
    %54 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_23 : tensor<2x2x6x4xf16>) outs(%53 : tensor<2x2x6x4xf16>) {
    ^bb0(%in: f16, %out: f16):
      %100 = arith.negf %in : f16
      linalg.yield %100 : f16
    } -> tensor<2x2x6x4xf16>
    %concat_24 = tensor.concat dim(3) %54, %extracted_slice_22 : (tensor<2x2x6x4xf16>, tensor<2x2x6x4xf16>) -> tensor<2x2x6x8xf16>
    %55 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_24, %expanded_20 : tensor<2x2x6x8xf16>, tensor<2x1x6x8xf16>) outs(%17 : tensor<2x2x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x2x6x8xf16>
    %56 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %55 : tensor<2x2x6x8xf16>, tensor<2x2x6x8xf16>) outs(%17 : tensor<2x2x6x8xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.addf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x2x6x8xf16>
    %57 = tensor.empty() : tensor<2x2x2x6x8xf16>
    %58 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%56 : tensor<2x2x6x8xf16>) outs(%57 : tensor<2x2x2x6x8xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x2x2x6x8xf16>
    %collapsed = tensor.collapse_shape %58 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xf16> into tensor<2x4x6x8xf16>
    %59 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed : tensor<2x2x6x8xf16>) outs(%57 : tensor<2x2x2x6x8xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x2x2x6x8xf16>
    %60 = tensor.empty() : tensor<2x4x8x6xf16>
    %transposed_25 = linalg.transpose ins(%collapsed : tensor<2x4x6x8xf16>) outs(%60 : tensor<2x4x8x6xf16>) permutation = [0, 1, 3, 2] 
    %collapsed_26 = tensor.collapse_shape %51 [[0, 1], [2], [3]] : tensor<2x4x6x8xf16> into tensor<8x6x8xf16>
    %collapsed_27 = tensor.collapse_shape %transposed_25 [[0, 1], [2], [3]] : tensor<2x4x8x6xf16> into tensor<8x8x6xf16>
    %61 = tensor.empty() : tensor<8x6x6xf32>
    %62 = linalg.fill ins(%cst : f32) outs(%61 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %63 = linalg.batch_matmul ins(%collapsed_26, %collapsed_27 : tensor<8x6x8xf16>, tensor<8x8x6xf16>) outs(%62 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %64 = tensor.empty() : tensor<8x6x6xf16>
    %65 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%63 : tensor<8x6x6xf32>) outs(%64 : tensor<8x6x6xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<8x6x6xf16>
    %expanded_28 = tensor.expand_shape %65 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf16> into tensor<2x4x6x6xf16>
    %66 = tensor.empty() : tensor<2x4x6x6xf16>
    %67 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_28, %cst_8 : tensor<2x4x6x6xf16>, tensor<f16>) outs(%66 : tensor<2x4x6x6xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x6xf16>
    %68 = linalg.generic {indexing_maps = [#map9, #map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_9, %67, %cst_10 : tensor<6x6xi1>, tensor<2x4x6x6xf16>, tensor<f16>) outs(%66 : tensor<2x4x6x6xf16>) {
    ^bb0(%in: i1, %in_35: f16, %in_36: f16, %out: f16):
      %100 = arith.select %in, %in_35, %in_36 : f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x6xf16>
    %69 = tensor.empty() : tensor<2x4x6x6xf32>
    %70 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68 : tensor<2x4x6x6xf16>) outs(%69 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f16, %out: f32):
      %100 = arith.extf %in : f16 to f32
      linalg.yield %100 : f32
    } -> tensor<2x4x6x6xf32>
    %71 = tensor.empty() : tensor<2x4x6xi64>
    %72 = linalg.fill ins(%c0_i64 : i64) outs(%71 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %73 = tensor.empty() : tensor<2x4x6xf32>
    %74 = linalg.fill ins(%cst_1 : f32) outs(%73 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %75:2 = linalg.generic {indexing_maps = [#map2, #map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%70 : tensor<2x4x6x6xf32>) outs(%74, %72 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_35: i64):
      %100 = linalg.index 3 : index
      %101 = arith.index_cast %100 : index to i64
      %102 = arith.maximumf %in, %out : f32
      %103 = arith.cmpf ogt, %in, %out : f32
      %104 = arith.select %103, %101, %out_35 : i64
      linalg.yield %102, %104 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_29 = tensor.expand_shape %75#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %76 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%70, %expanded_29 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%69 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.subf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x4x6x6xf32>
    %77 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%76 : tensor<2x4x6x6xf32>) outs(%69 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = math.exp %in : f32
      linalg.yield %100 : f32
    } -> tensor<2x4x6x6xf32>
    %78 = tensor.empty() : tensor<2x4x6x1xf32>
    %79 = linalg.fill ins(%cst : f32) outs(%78 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %80 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%77 : tensor<2x4x6x6xf32>) outs(%79 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %100 = arith.addf %in, %out : f32
      linalg.yield %100 : f32
    } -> tensor<2x4x6x1xf32>
    %81 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%77, %80 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%69 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_35: f32, %out: f32):
      %100 = arith.divf %in, %in_35 : f32
      linalg.yield %100 : f32
    } -> tensor<2x4x6x6xf32>
    %82 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%81 : tensor<2x4x6x6xf32>) outs(%66 : tensor<2x4x6x6xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x4x6x6xf16>
    %collapsed_30 = tensor.collapse_shape %82 [[0, 1], [2], [3]] : tensor<2x4x6x6xf16> into tensor<8x6x6xf16>
    %collapsed_31 = tensor.collapse_shape %59 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf16> into tensor<8x6x8xf16>
    %83 = tensor.empty() : tensor<8x6x8xf32>
    %84 = linalg.fill ins(%cst : f32) outs(%83 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %85 = linalg.batch_matmul ins(%collapsed_30, %collapsed_31 : tensor<8x6x6xf16>, tensor<8x6x8xf16>) outs(%84 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %86 = tensor.empty() : tensor<8x6x8xf16>
    %87 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%85 : tensor<8x6x8xf32>) outs(%86 : tensor<8x6x8xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<8x6x8xf16>
    %expanded_32 = tensor.expand_shape %87 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf16> into tensor<2x4x6x8xf16>
    %transposed_33 = linalg.transpose ins(%expanded_32 : tensor<2x4x6x8xf16>) outs(%29 : tensor<2x6x4x8xf16>) permutation = [0, 2, 1, 3] 
    %collapsed_34 = tensor.collapse_shape %transposed_33 [[0], [1], [2, 3]] : tensor<2x6x4x8xf16> into tensor<2x6x32xf16>
    %88 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_11 : tensor<12x32xf16>) outs(%0 : tensor<2x12x32xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x12x32xf16>
    %89 = linalg.batch_matmul ins(%arg0, %88 : tensor<2x6x12xf16>, tensor<2x12x32xf16>) outs(%3 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %90 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%89 : tensor<2x6x32xf32>) outs(%5 : tensor<2x6x32xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x32xf16>
    %91 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%90 : tensor<2x6x32xf16>) outs(%5 : tensor<2x6x32xf16>) {
    ^bb0(%in: f16, %out: f16):
      %100 = arith.negf %in : f16
      %101 = math.exp %100 : f16
      %102 = arith.addf %101, %cst_2 : f16
      %103 = arith.divf %cst_2, %102 : f16
      linalg.yield %103 : f16
    } -> tensor<2x6x32xf16>
    %92 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_34, %91 : tensor<2x6x32xf16>, tensor<2x6x32xf16>) outs(%5 : tensor<2x6x32xf16>) {
    ^bb0(%in: f16, %in_35: f16, %out: f16):
      %100 = arith.mulf %in, %in_35 : f16
      linalg.yield %100 : f16
    } -> tensor<2x6x32xf16>
    %93 = tensor.empty() : tensor<2x32x12xf16>
    %94 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_12 : tensor<32x12xf16>) outs(%93 : tensor<2x32x12xf16>) {
    ^bb0(%in: f16, %out: f16):
      linalg.yield %in : f16
    } -> tensor<2x32x12xf16>
    %95 = tensor.empty() : tensor<2x6x12xf32>
    %96 = linalg.fill ins(%cst : f32) outs(%95 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %97 = linalg.batch_matmul ins(%92, %94 : tensor<2x6x32xf16>, tensor<2x32x12xf16>) outs(%96 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %98 = tensor.empty() : tensor<2x6x12xf16>
    %99 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%97 : tensor<2x6x12xf32>) outs(%98 : tensor<2x6x12xf16>) {
    ^bb0(%in: f32, %out: f16):
      %100 = arith.truncf %in : f32 to f16
      linalg.yield %100 : f16
    } -> tensor<2x6x12xf16>
    return %99 : tensor<2x6x12xf16>
  }
}

