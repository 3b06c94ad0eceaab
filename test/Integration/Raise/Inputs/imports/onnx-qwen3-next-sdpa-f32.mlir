#map = affine_map<(d0, d1, d2) -> (d1, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map3 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>
#map4 = affine_map<(d0, d1, d2, d3) -> ()>
#map5 = affine_map<(d0, d1, d2, d3) -> (d3)>
#map6 = affine_map<(d0, d1, d2, d3) -> (d0, 0, d2, d3)>
#map7 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d3, d4)>
#map8 = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3, d4)>
#map9 = affine_map<(d0, d1, d2, d3) -> (0)>
#map10 = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
#map11 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
module {
  func.func @main_graph(%arg0: tensor<2x6x12xf32>, %arg1: tensor<2x6x4xf32>, %arg2: tensor<2x6x4xf32>) -> tensor<2x6x12xf32> {
    %c0_i64 = arith.constant 0 : i64
    %c2_i64 = arith.constant 2 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 1.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant dense<"0xDA300CBE4B949EBDB71E39BE76354EBE740B763E5B48143E7B8F813E98728A3E967B163D9BF25A3CF875243CE33165BED707813E0C32CABD9AFB0E3E7AED9E3D67F8233EE85554BE44B6833DFC87E23DB37B1ABE054BE43D158A5FBEC95115BD3E8DD83D24C45B3E247B9DBC75127BBEEE0B13BE2867EF3D765AF8BC0FACD63D26B09CBD53217DBE1C74813E295F913EA24EB9BC26436C3E302A1E3E0D3E81BD0BD821BE6146F6BD71E888BE2C1183BE8326A8BC6EB9583E255C84BD74BC873E84410F3EC4988E3E1F5144BEA4C6C63C3AE977BC61085FBE8F8B5CBE584E36BE67A532BE06620C3E0BC100BE99AE6A3DED4F98BB75CB78BEC0004DBEBD2F98BCB152693E5F6CD63C532D1CBD5FB36CBEC3E8173E0972F03D130C85BE79A9B2BCC8FD16BEA117AA3D1E64003C98A1A23B353AB7BDAB3808BEA203803E237C8F3EC8D1533D10D1BD3D119A1F3CC96A1DBE6BBBAABDEB0EE23D9043403EF33503BC26219E3DF7B7393E5031E63DD260A03D94806FBCF61893BE59AA343E48F316BDE939F4BD155E5B3ED31FADBD7154E7BD59726BBE1E23613E045E80BE5E012EBE90EFC6BCCCA084BE0978583E5CAB90BC51778F3E5A6228BE678397BCBFE181BD233765BD34D90F3E1ED501BDE87976BE6BFF1B3E9A4A8E3E977938BDEE8B5B3EC6643ABD2B578F3E50F535BE3E5E79BEF2BA723DC83C83BE2B8C603C6E7AAD3D5C2B50BE5F420F3DD31EA53DDE8BE93D48B1313CFFB37B3E17882EBE72C590BE778CD3BC45E7EA3DA5A68CBE34EA3ABE7258E8BDF3D04FBE87BE1CBD714792BE2A73343D5A774E3E9D04763E0CC9423E52523FBE443321BD08EB763EE01C13BE5A9B62BEFB5E543D457C42BE38C341BE8253543D8826F4BD708C60BE940A2C3EB8371C3D9A2A92BE083135BEC2F603BEEC2D81BEFA3BE9BC246C5B3D4BC0E13D3FE6A33DF1B5EBBD19BABF3DC13E9C3C668F61BD537D1C3C1A266D3E939D01BEF8D0673DD8CF30BE580056BEE2AE92BEA05E8F3E08F39EBDCBA38C3ED2401B3E5266B8BDF0D170BED0C66A3D7093443D2149E93D0FD94EBE14F5893E3C7035BE69F0163EBFDFD0BD44CF60BEF075AA3D28BE7E3EFA1E94BDA5A490BEE851C3BD729913BD136A5F3E993681BEA031BDBD74403BBE802A0EBEEEC614BEB07419BEBEDA183E178A0E3D102D00BE334496BC5033FE3D8FDA933D79B411BE52094E3EA5BC843EA7B3A1BD1AC09FBCE456FD3D7580ADBD0E5E9BBDF84115BE660F71BE7B008F3D727E89BC766344BE918622BDA1854BBEC7C2A73B51CE343E3ABB9D3D36D8253D9A31343E2E1646BE6596453E9FE340BE4DE3843DCA406EBE140F053ED3378FBE96BD57BEB4AC913EECD9BA3DB92E763E4CD31FBDD8A3803D503267BE3FE8BBBC49600FBDDF6A7A3ED5BA1EBEB07837BE9DB7FBBD6609533E05C8D23C0841143E798592BEA0BE633EFB96903ECDA12DBE91F5C1BD021B953DBD50E1BD18A58BBE4B65B5BD9D96C43CDCE730BD90D1593E978167BE8A2163BE753C3D3EEF29383E9005EDBC02BCA1BDBF8095BD65A2E03CE9C4943D75604E3D0B3229BEE33A93BEDB66473C8C47A6BD4B3F6F3EE9178CBE3012593E5B118F3E490811BE2786D5BCE28F38BEA5D0753EA3F8AE3DB40096BD379A213EB7942ABDE319E13D72903E3ED80A8CBE01D98F3D222C183CFC11453D48AD043EAC534CBED960123D921F12BE98D28E3E35C24C3BEAB80B3EC74D863EDC2935BEBB60233D8C9D89BE57CA80BE246C203E41C143BE6C096BBDE91E1F3D4D444DBE1C7D92BE1DD42F3E7803513ED8BF99BD5BA8853EE80AF1BD8C678B3E2F2CC63DCB8563BE877E7BBD6C65483E745726BED74D123E8EAAE63D4E7EA7BD5FA02ABE64AC2DBE69DE38BD8A83F2BD6AFA3B3EA182433E4CCFBEBBA945CABDEDDA8F3E91C117BEE51EEFBD36E5E93C18BC833E75AA1A3EA4DF7CBEE07C08BD4CDF09BC82496B3DA459613E47EA47BEDC4C7EBEA30613BE49155BBDC3212C3EABA6C4BDB40528BEFB5403BDAFFE1A3DD76E84BEDEC4A4BD7F11AC3D887DA6BDE15E88BEBFFFAC3C4F5082BE2F9ADB3D63FB9D3A2D55E2BD375F6CBDC288C7BD5B8C12BEA43913BD9E3198BD5A9087BE5574873E32D31D3EB57FD33DEA90FE3D99A881BEFCFF31BDF5D52CBE1621943D9156E23DC07F913C68C7D03D0C6E903EFABFA43D8747BF3DAFE4E13DFE16EFBC5A10B9BC8292463E9A13893DFA6BDDBD20A486BEEDB1AA3DC4911DBE028C01BD5D4154BE3F7D95BD50B94D3E2C15F0BC40A88DBED6417D3D96C066BE1C91C5BCEF39003DAE91703ED4B2773E6B47603E6BA606BE1C723FBD9F1E1B3D93C832BD944EEA3C6A9611BD628393BE21ECF3BD5999EFBD20806C3E53E91CBD405E923D40292B3EFC4DEDBD31DE9C3DA71822BD3504683C7A31EABDAD2C763EA82A69BC50C831BE24A8E93DC6B182BE9FC9C9BD39DA813D1EB8383E7D62443E6225FE3D425052BEAC6A07BD4AE86DBEB38A7D3E8D98B83C7B5A303B0B01AC3DD525213E0A897E3ECA9D703E1B93EEBDAF308D3E006F2CBE50544DBE08C2143E85897FBE4A2D673E44374D3CAE1C893EE5EF473E93516EBDFFA5873D4F56343ECAC6013EF56E47BE29818D3E18FC903EC28EBBBB3C59E0BD670C09BE2C9178BEAF0189BD2E0369BD919C393ECEED093E9598633EF3934E3D521E193EC41A6E3DCC8627BE6C530FBECB4036BD2DEC4F3E30B237BC37EA7C3EC87D093E3AF4BBBC85ADD3BC92902EBE360F00BDCDB927BE61368F3E371399BD9D6F873C2976263E8B1C0EBE9E1A2A3E4E0983BEB35E2ABEC6C602BD1C02F93D1C8412BEED8811BE58FC05BD943DFB3D39BCBC3D16C83DBEC4745EBEC25B2D3ED336C3BDE38B21BCA9AC693E1F7885BEFDD205BEA8EC113E1E150ABEABBCE43C9C5B3DBE2410033EA1DF693E0955CB3CD834F93DD450853E7100883EA3B5ED3DED301F3ECE859E3C393E0FBE12F17BBEC5D0EABD7BD60F3E97757D3EECE146BEB44EE6BDA437833EA171493E2C467ABE84635C3E361343BE06FA133E6A4875BE93D4313EF371C23DBC941B3E34AC553E716B4B3D5465923EF67F85BBDB02873C0661A83D17E49B3D2C892E3DE40B583EDB5D0BBEDB5B37BE9CB407BCC5A83F3EE58F823E8E77803E2FEC80BEAA4B76BDE33217BE8557FB3C81BCAE3DC8B7E9BD1B6C483EF1FC883E235132BE8716F43D6797663E71D3063E38F712BE845F0BBE0E3542BE8888223E43E8683D99210D3ED4E0E9BDF8FF82BCBBA01CBED06F60BE3B0417BE94E3A83D750E1FBE78634D3EBA43F73D07953CBE575047BC686660BEB7B12FBD1E3F393CB2338A3E57F535BE53324FBBD6E64E3D05F0833E6D630FBEBBE145BE7D4364BE3595793E9F681EBE341784BEF2788D3E5FAC2B3DBE869CBD279545BDB8B28BBDDEDD43BE6E6068BEE49072BEF023153ECB3A41BEE59747BE8DD18B3D72D562BEF9C7D83DAC36B83D433E813EC81984BE651C813E6BE8C63DD51109BD165B013EA6DF3B3E6EFFA13CCF0EDE3DCE112C3CD14EEF3D569BD9BD49AB8B3D489F14BE02F9F0BBEB35323E4B86A03D8E2E92BE663AAC3D357AEC3C46B04DBE2D6C443E4E05C93DC23E8CBEA49518BD13225B3E5B9E953C1B71ADBD8F71313D4556EFBD2B50D13D2EA80CBB252E7FBE8B666EBA625F50BE445DD3B912E4173ED691B3BDF17C4ABE5982F53BCF128CBDBEEB403ED39163BE2327683DEF8076BEFC3D23BD76061A3DBA7E553E64E3D1BD620280BE5CE6923D68BCA33D1343F6BD986DECBDFCB16B3E865B753E485B6E3EB8A0903E520800BCB113793E33C8D03B8BC289BE36AA493E1367943D2A6D7E3E5F9014BBF0E71D3D30F4EC3DA70A7CBEE053C7BD14BC6DBD5EFD19BEC2297BBED355973D9FCAD2BC372A6A3EE776033D758285BE44E786BE31CB4BBEA36575BE466E4B3EACD517BCF23869BB346B443EB8D99C3D6E2467BECF578DBE6032013D5B3A243EB719B83D6008E8BDE7CF873E3FB148BBA793923EE564B53D67E881BEDE41433D6BDA703EB103DABD0DAE83BE20B85E3EC067083E430A06BEACE9093E3E39F7BDE4ACD83D9D48343E4BE56B3E7B21ABBD48D0D0BD4E8C26BC40040C3D880147BE29E263BE619E9CBC454641BD9C9BA93D7E78EB3D2C56323E71BA5ABE3222A13DDFB58E3EF340443DC984293E253ADD3D3A0B8CBEBBD46A3E2F46FCBC371DB73D17F1DBBD02BC313EE95F06BE6FFFC0BD533891BEDD5F7ABE5F54133E1313513D1DF03EBE9B3D18BE4DC7223D3F08023E6AEE9C3D8AF2523E83FFB1BDFFEE63BE2C7B47BEC32C0A3EAC66BFBDF4E80E3C"> : tensor<12x64xf32>
    %cst_3 = arith.constant dense<"0xE4767EBED825BCBDBD478E3EE54690BE23641EBD42A3C2BD838A363E283D71BECA9FBA3DFDF48EBE85E17C3E3FA5563E9FA717BE58A4873EE0BDCB3D23FAFEBD3664EB3DE5274F3E5CDD15BEE86C9D3D7F688BBEEC79643E13DF7E3D64B51F3E66399F3DC289EA3C94173BBEE36E483EC6848C3E4B77AF3B1BFA9CBDE9FB2B3E2438343EFA3B103EAD7BC6BD9A2788BED6F1563EE7E65F3CB643083E4CD54B3EC5746FBE822C8FBE5041FC3D656507BE6CD25EBD99CD45BEAB077DBDF0B625BEC2BDD6BDBAB7E63C3BB584BE3DB04DBEE9A281BE2FCF04BE160F1B3EB0A74E3DA150933D5F871BBCA8DA273E400F68BEE136753E2C5C68BEE776B8BDCE01FE3A31C292BE501A6EBE712CEABC995875BD8EFB5ABD96998CBD25588A3E71DB5E3BF9DC343E665DDC3DD6D2123E47A38ABECBE0D13B473E78BE14980A3EDF62CA3DEB8B6F3E30DCFDBD6F37A23C5C0B8DBE9AB1923C802E06BD4AE486BE7379633EF199073DA1418ABD3710DEB8CFF6D53D070D18BDC49981BEC801203E67B587BED7C58ABDA63B92BE42D6A13D22BD6E3E8DB5C2BD8BF6433B494ECA3D323A0C3C8EDAD7BCEF798F3EB1C4A83D742E85BE4418ADBDB6BF853E6E82813DDC97073E72916C3D9EB5453E85A54DBE5734723E943CD8BD41CE42BDB54E56BC1A7693BD0271623E3FE6703A77E767BE558B93BE284E53BE0CD14B3E511114BD9D4462BE7231A6BDC019923EFCD308BDF6661ABE327B7FBE4874AF3D9B5954BD2BA1AEBCAC2181BE1EB516BEF5F967BE5E6415BE7C806DBE5D6BC13CA2B3E9BC5A00253DCE833C3E6C312C3ED29373BE27B1773DD84C823C226F733E5EEFE3BD07AEBD3D95EC06BEB473983D4FFD92BC3B9479BEA4AE4C3E64EF7BBE004AA5BBC3786ABDDD25903EE9E6BC3D9B7470BE2839173ED74106BD1CDB393D86B7313E8E00943D279C05BE8FBB193E0C3214BDC2FCE8BD9E2FB6BD92A19ABD0C205CBE5B72293EAD4B393E02BA8B3DBF1E1A3D9DDEBB3D96DA803E8224D63D0535873E072E7FBCAD6A7F3E7A5816BA3A7E5B3E97183ABE871A90BE17D88ABE6D38903E0AA68F3E"> : tensor<12x16xf32>
    %cst_4 = arith.constant dense<"0xDC3C853D84AE86BE71B878BE13CA653C64A784BE8741C8BC694CCB3DC06156BEE9BFAC3D78FBF8B817A17E3E827D7B3ECF9E343E7D4E1EBD1D0A733E5AF2EFBD080D07BCF1B96F3E62F892BE9938003E014656BE88D913BEC08070BE29E2973CAF8808BED3F744BD6DBF82BE5BC3923D1A5D88BE453B41BEE12B0C3E342DD33C837412BE4C9A99BDE1B60FBE4E36F83DBC1F133C7AF08DBD55647BBE274D69BBBA82363E73E3F33D6E028F3DADF71C3EDD2DFD3D992309BEE90C323E878380BD576CDC3D3C87D73DE551883E2286BABD41DD36BDD05308BC9243993AEE66C93DFFBE8BBEBF8A67BEC071273EE34F383E33AC423E4E3B903EF3DDF43C6E3BCABCD2470EBE6B3A48BD7E2E52BE406BA23C979F14BE9D98043E9031B3BD7787EA3D1D14DEBD4852A6BDF87038BD491A473DAA7587BEFF4F5E3E719648BE27C3253E3C35F43DFC84C6BDDDEA223E65708C3DD7BB1A3E99BD883E343612BE1F2441BEEBED2DBE9F61733D9B24233E746F89BD518A853EA01FAE3CBB2DF23DAF466BBE651F00BE23D10ABEF598533E695AC93B78B6D3BC99E55A3E4B9889BE1247FF3D2A7B2FBECD9AFA3DB1DF203C8B35743D2EBF5BBE1E71C23CE15D083DF1C3853E0C83483EC1AB3E3EB90DF5BDEB9C6C3D9EEBCF3D0648FA3C4803463E25375F3E0B1F33BE18E6B23CB009613E031C4EBEB02F68BDFBD87ABEDF64C63D23F5463E07BD623EA1D220BE5A8A02BEE37DEFBD0BFA783E140695BCAA723CBC0A3F983CAB458BBE4A37A03D37ACCB3B8C94213C582E193E402A5F3E273793BD530C82396F42353E638350BDF3AA54BE5B4C723E19E707BE7070973D02D21EBEAE98163E07EC4A3D61BF933E7B403DBEBB05BEBD2979BBBD044731BDEE7F0BBEDAD2F1BD2A823D3BFC1D153E4F6F383D9C8FF2BCDD7C11BE861241BC16D3F0BDCDD2DFBDB1E669BD16CDCCBD187E603EB983953CF8B7833EB496F6BD90AB723E8415713D8D15093EE457EE3C214C25BDC34817BD449A6DBD172D1BBD196E9B3DA4DC6A3DB4E678BE8A77493ED0D3AF3DE70B6ABEFD6702BE6F3F6BBEAC2EC63D8EA943BE"> : tensor<12x16xf32>
    %cst_5 = arith.constant dense<[1.8748064, 2.07168674, 1.89527655, 1.99849701, 2.05762625, 2.12493181, 1.95161307, 1.94972634]> : tensor<8xf32>
    %cst_6 = arith.constant dense<[1.84378958, 1.95948601, 1.98185396, 2.04839945, 2.10948133, 2.02346468, 1.88462663, 1.98279119]> : tensor<8xf32>
    %cst_7 = arith.constant dense<[[0.000000e+00, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38], [0.000000e+00, 0.000000e+00, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38], [0.000000e+00, 0.000000e+00, 0.000000e+00, -3.40282347E+38, -3.40282347E+38, -3.40282347E+38], [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, -3.40282347E+38, -3.40282347E+38], [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, -3.40282347E+38], [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00]]> : tensor<6x6xf32>
    %cst_8 = arith.constant dense<0.594603539> : tensor<1xf32>
    %cst_9 = arith.constant dense<"0x9A29EB3D95AEC33CFDBE303DA7CC6E3D1AB2FFBDA56B2F3EC92A34BEC993353A9907423D6B5ACFBCEC76ADBCDAD7833DD077BFBD7DEEE6BD02F5C0BDAA0AD23D609C253E9A0CDEBDF00F28BE5791193EEB18213DA056DE3DA68C253E9EDD243E565A0A3D32E1AA3D30931A3EDB0D78BD84E257BDA02E95BD09F27B3A315219BD8E90D33D3D6E053EE40AA5BD6CDDAB3BA91732BEDC470CBE83239BBD1C70003D2C59083E062708BE56E172BD4A4C9E3AE600BF3D331A54BDE2122A3EB76919BE045FAD3DE0F2F93D1987253DF059123EC934E43D645B053E9F39FC3DD2769DBDB852C2BD806AD4BD53F70ABEC11845BDDE14F53D625CA5BDF1BF51BD085EADBD4842E9BB5BF7F8BDF9E34F3D737332BD7388F83D484D2ABEDE0717BE3F2C593D9BDE073EDB968FBDFF0DB53DCF6A613C028615BE1CDC953DFD201DBE67494F3D4E38F43D8E7C8A3D21776B3DDA10C13D5B696C3CB79F17BE89F63E3BD68A8DBD822A693C220985BD872723BE4A952EBE43A4BF3C13AFB93D6AB4D2BD395534BEDCC2D53DCD182FBD7011C73DA8300BBE5104AFBD3063343E74A1F83D9652093EBE7D1DBE8B0FFBBCCAB2B93D49CE0C3ED8E1763D2B148CBC6C1144BDECC2BF3D736A3C3D9845CC3CE86400BDD42B023E2B0CDEBDF6BC2FBE034CC8BD586322BEF8C9F23DF4DFA6BDD272D4BDEFA4103EF7E78FBD42331DBE5D609EBD6152993D78C8493D6131E9BDDD8B0E3E3B20D43D1E4DCC3DBFDB003E98CD8A3D0B96C3BD69850B3E923BF93C0D12643DB782073E17587A3D080E1CBC92472F3E0B9B323E00611EBE7EC6CF3DA2BFCBBDF8AF873D7A5223BECC10B03C7F4E0EBD436561BD9FCA283E523CA53DA36B393CF66F323D74AA983CD8C21FBE579F14BEA5085E3DC5EC42BD59152FBEE124AD3D47ED243DB842B83D2CA072BDECBF1A3DF4A708BDB6D976BD2CDC90BC9BE08B3D025D8D3D315FE43CC750113D6D9E373D5159133CF237833D7FB7E9BD9BC4283E2857C73D40DFACBDBD71733DD0BDD9BD0D4AC73D4C268A3CB5B52C3ED1C09CBD0859FABD9491C5BBD40AFCBD589FD63D6CE856BDCC69FD3D9FA52E3EC61488BD81FF283EC6B6143E4C5F503DC81511BE272F8BBDFEDCF63D9DF6213E18071EBE411606BE2544CFBCD8222DBD78CC34BDCD64093E5AC864BD7B7176BA9EFCC33D078780BDEAC683BD3A1A833D7E6DB9BB9A7700BE00F6E03C3244DE3DDFA84D3CD0641EBEE07F10BE531A16BD4884D9BDD50733BD0D69933DFEF812BEEF6623BE5B39AA3D3FF3E33D754222BCC1C67ABDD5ED8DBD22B3EF3D9B6A403DF92BA0BCEBBB20BE356FACBDCF95DFBD3C470A3EB33F0A3E40B2F33D7FDB8ABD644C82BD9D47C03D36544A3D394BA1BDF300C63C3D9EFEBDA243D8BA99AA19BE54A004BD278FEA3BBE35C13DB58DDD3D0EFD35BD71ADCEBD8E7DEE3DF742323ECCB1D2BD4D8589BC83F6D53D9585D13CA782A1BAB8832FBEF9D4FCBCF74D21BEB8B6FD3D702D0E3D4B46D6BDD07B1C3E1C36C53D3A4CDCBC231FA63DE80293BDCA6EDEBDFCDE31BE145C21BE77A8173EFFCE583D1A359BBD4BA4D4BDE721A93D4DA7FEBDD35124BE827C22BD6CDF1CBA2CDCC4BD868023BD9BC62DBEACCE343E954CAEBD2FCF0F3D933E92BD06DA86BD8AD6313D33B61A3DBCB112BB7418E5BC39F1BB3C796FC33D4F99633DD3B045BD8640FABD42A7B03D84EB4D3C0FF829BEA4E19A3CC920C53DCDFAC8BD2D741EBE975A153EC542F1BDE37B09BB62038F3D6137863B0A96633D3A5C753D746AD0BD01D6843D61C1163E1FB2A73D77C321BED3FAB5BD1B2B433D89BDE4BD6583343E1CF8673DB97F033E170CD0BD0F01303ECEA731BEB858183EEF9BF33D5F670CBE65D7883C27E1C5BD391D9E3D5F4C5A3DC36E72BB8B43AEBC625888BC5D2726BE854E273CF8FAFCBD5B3E793D27A097BD23DC233EAC47133E374F243ECA948D3D16EFD33D538AC43D2C4AFABCEED62CBEFC7EB03DC90D68BD642A2FBE063DE13C613B223E13BB3DBDE164D13D36F0843DD941183E0A166A3D2E2B253E6BBF50BC88C8E7BD02C0ABBD539501BE2642AABDB58F0DBDAAE516BD044ACCBC861E94BD7338543DC23164BDD69082BD8B5D663D7E2C333DACCD043D715EF23D007ACEBB96A9293EBDC41EBE"> : tensor<32x12xf32>
    %cst_10 = arith.constant dense<9.99999997E-7> : tensor<f32>
    %cst_11 = arith.constant 8.000000e+00 : f32
    %0 = tensor.empty() : tensor<2x12x64xf32>
    %1 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_2 : tensor<12x64xf32>) outs(%0 : tensor<2x12x64xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x64xf32>
    %2 = tensor.empty() : tensor<2x6x64xf32>
    %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<2x6x64xf32>) -> tensor<2x6x64xf32>
    %4 = linalg.batch_matmul ins(%arg0, %1 : tensor<2x6x12xf32>, tensor<2x12x64xf32>) outs(%3 : tensor<2x6x64xf32>) -> tensor<2x6x64xf32>
    %expanded = tensor.expand_shape %4 [[0], [1], [2, 3]] output_shape [2, 6, 4, 16] : tensor<2x6x64xf32> into tensor<2x6x4x16xf32>
    %extracted_slice = tensor.extract_slice %expanded[0, 0, 0, 0] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xf32> to tensor<2x6x4x8xf32>
    %extracted_slice_12 = tensor.extract_slice %expanded[0, 0, 0, 8] [2, 6, 4, 8] [1, 1, 1, 1] : tensor<2x6x4x16xf32> to tensor<2x6x4x8xf32>
    %collapsed = tensor.collapse_shape %extracted_slice_12 [[0], [1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<2x6x32xf32>
    %5 = tensor.empty() : tensor<2x12x16xf32>
    %6 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_3 : tensor<12x16xf32>) outs(%5 : tensor<2x12x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x16xf32>
    %7 = tensor.empty() : tensor<2x6x16xf32>
    %8 = linalg.fill ins(%cst : f32) outs(%7 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %9 = linalg.batch_matmul ins(%arg0, %6 : tensor<2x6x12xf32>, tensor<2x12x16xf32>) outs(%8 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %expanded_13 = tensor.expand_shape %9 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf32> into tensor<2x6x2x8xf32>
    %10 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_4 : tensor<12x16xf32>) outs(%5 : tensor<2x12x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x16xf32>
    %11 = linalg.batch_matmul ins(%arg0, %10 : tensor<2x6x12xf32>, tensor<2x12x16xf32>) outs(%8 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %expanded_14 = tensor.expand_shape %11 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf32> into tensor<2x6x2x8xf32>
    %12 = tensor.empty() : tensor<2x2x6x8xf32>
    %transposed = linalg.transpose ins(%expanded_14 : tensor<2x6x2x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %13 = tensor.empty() : tensor<2x6x4x8xf32>
    %14 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice : tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %15 = tensor.empty() : tensor<2x6x4x1xf32>
    %16 = linalg.fill ins(%cst : f32) outs(%15 : tensor<2x6x4x1xf32>) -> tensor<2x6x4x1xf32>
    %17 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%14 : tensor<2x6x4x8xf32>) outs(%16 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %18 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17 : tensor<2x6x4x1xf32>) outs(%15 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.divf %in, %cst_11 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18, %cst_10 : tensor<2x6x4x1xf32>, tensor<f32>) outs(%15 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.addf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %20 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19 : tensor<2x6x4x1xf32>) outs(%15 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.sqrt %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %21 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20 : tensor<2x6x4x1xf32>) outs(%15 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.cmpf one, %in, %cst : f32
      cf.assert %82, "unimplemented: tensor with zero element"
      %83 = arith.divf %cst_0, %in : f32
      linalg.yield %83 : f32
    } -> tensor<2x6x4x1xf32>
    %22 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice, %21 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %23 = linalg.generic {indexing_maps = [#map2, #map5, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22, %cst_5 : tensor<2x6x4x8xf32>, tensor<8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %24 = tensor.empty() : tensor<2x6x2x8xf32>
    %25 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_13 : tensor<2x6x2x8xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.fpowi %in, %c2_i64 : f32, i64
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %26 = tensor.empty() : tensor<2x6x2x1xf32>
    %27 = linalg.fill ins(%cst : f32) outs(%26 : tensor<2x6x2x1xf32>) -> tensor<2x6x2x1xf32>
    %28 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%25 : tensor<2x6x2x8xf32>) outs(%27 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %29 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28 : tensor<2x6x2x1xf32>) outs(%26 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.divf %in, %cst_11 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %30 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29, %cst_10 : tensor<2x6x2x1xf32>, tensor<f32>) outs(%26 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.addf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %31 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30 : tensor<2x6x2x1xf32>) outs(%26 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.sqrt %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %32 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%31 : tensor<2x6x2x1xf32>) outs(%26 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.cmpf one, %in, %cst : f32
      cf.assert %82, "unimplemented: tensor with zero element"
      %83 = arith.divf %cst_0, %in : f32
      linalg.yield %83 : f32
    } -> tensor<2x6x2x1xf32>
    %33 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_13, %32 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %34 = linalg.generic {indexing_maps = [#map2, #map5, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33, %cst_6 : tensor<2x6x2x8xf32>, tensor<8xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %35 = tensor.empty() : tensor<2x4x6x8xf32>
    %transposed_15 = linalg.transpose ins(%23 : tensor<2x6x4x8xf32>) outs(%35 : tensor<2x4x6x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_16 = linalg.transpose ins(%34 : tensor<2x6x2x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %expanded_17 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 4] : tensor<2x6x4xf32> into tensor<2x1x6x4xf32>
    %expanded_18 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 4] : tensor<2x6x4xf32> into tensor<2x1x6x4xf32>
    %extracted_slice_19 = tensor.extract_slice %transposed_15[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_20 = tensor.extract_slice %transposed_15[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_16[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %extracted_slice_22 = tensor.extract_slice %transposed_16[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %36 = tensor.empty() : tensor<2x4x6x4xf32>
    %37 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_19, %expanded_17 : tensor<2x4x6x4xf32>, tensor<2x1x6x4xf32>) outs(%36 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x4xf32>
    %extracted_slice_23 = tensor.extract_slice %extracted_slice_19[0, 0, 0, 0] [2, 4, 6, 2] [1, 1, 1, 1] : tensor<2x4x6x4xf32> to tensor<2x4x6x2xf32>
    %extracted_slice_24 = tensor.extract_slice %extracted_slice_19[0, 0, 0, 2] [2, 4, 6, 2] [1, 1, 1, 1] : tensor<2x4x6x4xf32> to tensor<2x4x6x2xf32>
    %38 = tensor.empty() : tensor<2x4x6x2xf32>
    %39 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_24 : tensor<2x4x6x2xf32>) outs(%38 : tensor<2x4x6x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x2xf32>
    %concat = tensor.concat dim(3) %39, %extracted_slice_23 : (tensor<2x4x6x2xf32>, tensor<2x4x6x2xf32>) -> tensor<2x4x6x4xf32>
    %40 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_18 : tensor<2x4x6x4xf32>, tensor<2x1x6x4xf32>) outs(%36 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x4xf32>
    %41 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37, %40 : tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) outs(%36 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.addf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x4xf32>
    %concat_25 = tensor.concat dim(3) %41, %extracted_slice_20 : (tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) -> tensor<2x4x6x8xf32>
    %42 = tensor.empty() : tensor<2x2x6x4xf32>
    %43 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21, %expanded_17 : tensor<2x2x6x4xf32>, tensor<2x1x6x4xf32>) outs(%42 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x4xf32>
    %extracted_slice_26 = tensor.extract_slice %extracted_slice_21[0, 0, 0, 0] [2, 2, 6, 2] [1, 1, 1, 1] : tensor<2x2x6x4xf32> to tensor<2x2x6x2xf32>
    %extracted_slice_27 = tensor.extract_slice %extracted_slice_21[0, 0, 0, 2] [2, 2, 6, 2] [1, 1, 1, 1] : tensor<2x2x6x4xf32> to tensor<2x2x6x2xf32>
    %44 = tensor.empty() : tensor<2x2x6x2xf32>
    %45 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_27 : tensor<2x2x6x2xf32>) outs(%44 : tensor<2x2x6x2xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x2xf32>
    %concat_28 = tensor.concat dim(3) %45, %extracted_slice_26 : (tensor<2x2x6x2xf32>, tensor<2x2x6x2xf32>) -> tensor<2x2x6x4xf32>
    %46 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_28, %expanded_18 : tensor<2x2x6x4xf32>, tensor<2x1x6x4xf32>) outs(%42 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x4xf32>
    %47 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%43, %46 : tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) outs(%42 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.addf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x4xf32>
    %concat_29 = tensor.concat dim(3) %47, %extracted_slice_22 : (tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x8xf32>
    %48 = tensor.empty() : tensor<2x2x2x6x8xf32>
    %49 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%concat_29 : tensor<2x2x6x8xf32>) outs(%48 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %50 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed : tensor<2x2x6x8xf32>) outs(%48 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %collapsed_30 = tensor.collapse_shape %49 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %51 = tensor.empty() : tensor<8x8x6xf32>
    %transposed_31 = linalg.transpose ins(%collapsed_30 : tensor<8x6x8xf32>) outs(%51 : tensor<8x8x6xf32>) permutation = [0, 2, 1] 
    %expanded_32 = tensor.expand_shape %transposed_31 [[0, 1], [2], [3]] output_shape [2, 4, 8, 6] : tensor<8x8x6xf32> into tensor<2x4x8x6xf32>
    %52 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_25, %cst_8 : tensor<2x4x6x8xf32>, tensor<1xf32>) outs(%35 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %53 = tensor.empty() : tensor<2x4x8x6xf32>
    %54 = linalg.generic {indexing_maps = [#map2, #map9, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_32, %cst_8 : tensor<2x4x8x6xf32>, tensor<1xf32>) outs(%53 : tensor<2x4x8x6xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x8x6xf32>
    %collapsed_33 = tensor.collapse_shape %52 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_34 = tensor.collapse_shape %54 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %55 = tensor.empty() : tensor<8x6x6xf32>
    %56 = linalg.fill ins(%cst : f32) outs(%55 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %57 = linalg.batch_matmul ins(%collapsed_33, %collapsed_34 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%56 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_35 = tensor.expand_shape %57 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %58 = tensor.empty() : tensor<2x4x6x6xf32>
    %59 = linalg.generic {indexing_maps = [#map2, #map10, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_35, %cst_7 : tensor<2x4x6x6xf32>, tensor<6x6xf32>) outs(%58 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.addf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %60 = tensor.empty() : tensor<2x4x6xi64>
    %61 = linalg.fill ins(%c0_i64 : i64) outs(%60 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %62 = tensor.empty() : tensor<2x4x6xf32>
    %63 = linalg.fill ins(%cst_1 : f32) outs(%62 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %64:2 = linalg.generic {indexing_maps = [#map2, #map11, #map11], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%59 : tensor<2x4x6x6xf32>) outs(%63, %61 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_42: i64):
      %82 = linalg.index 3 : index
      %83 = arith.index_cast %82 : index to i64
      %84 = arith.maximumf %in, %out : f32
      %85 = arith.cmpf ogt, %in, %out : f32
      %86 = arith.select %85, %83, %out_42 : i64
      linalg.yield %84, %86 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_36 = tensor.expand_shape %64#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %65 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59, %expanded_36 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%58 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.subf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %66 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65 : tensor<2x4x6x6xf32>) outs(%58 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.exp %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %67 = tensor.empty() : tensor<2x4x6x1xf32>
    %68 = linalg.fill ins(%cst : f32) outs(%67 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %69 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%66 : tensor<2x4x6x6xf32>) outs(%68 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x1xf32>
    %70 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%66, %69 : tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) outs(%58 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.divf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %collapsed_37 = tensor.collapse_shape %70 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_38 = tensor.collapse_shape %50 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %71 = tensor.empty() : tensor<8x6x8xf32>
    %72 = linalg.fill ins(%cst : f32) outs(%71 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %73 = linalg.batch_matmul ins(%collapsed_37, %collapsed_38 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%72 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_39 = tensor.expand_shape %73 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %transposed_40 = linalg.transpose ins(%expanded_39 : tensor<2x4x6x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_41 = tensor.collapse_shape %transposed_40 [[0], [1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<2x6x32xf32>
    %74 = tensor.empty() : tensor<2x6x32xf32>
    %75 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed : tensor<2x6x32xf32>) outs(%74 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      %83 = math.exp %82 : f32
      %84 = arith.addf %83, %cst_0 : f32
      %85 = arith.divf %cst_0, %84 : f32
      linalg.yield %85 : f32
    } -> tensor<2x6x32xf32>
    %76 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_41, %75 : tensor<2x6x32xf32>, tensor<2x6x32xf32>) outs(%74 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %in_42: f32, %out: f32):
      %82 = arith.mulf %in, %in_42 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x32xf32>
    %77 = tensor.empty() : tensor<2x32x12xf32>
    %78 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_9 : tensor<32x12xf32>) outs(%77 : tensor<2x32x12xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x12xf32>
    %79 = tensor.empty() : tensor<2x6x12xf32>
    %80 = linalg.fill ins(%cst : f32) outs(%79 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %81 = linalg.batch_matmul ins(%76, %78 : tensor<2x6x32xf32>, tensor<2x32x12xf32>) outs(%80 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    return %81 : tensor<2x6x12xf32>
  }
}

