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
  func.func @main_graph(%arg0: tensor<2x6x12xf32>, %arg1: tensor<2x6x8xf32>, %arg2: tensor<2x6x8xf32>) -> tensor<2x6x12xf32> {
    %c0_i64 = arith.constant 0 : i64
    %c2_i64 = arith.constant 2 : i64
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 1.000000e+00 : f32
    %cst_1 = arith.constant 0xFF800000 : f32
    %cst_2 = arith.constant dense<[1.15604174, 1.01809192, 9.797180e-01, 0.979383885, 1.03967464, 0.981953263, 1.09424198, 0.984854698]> : tensor<8xf32>
    %cst_3 = arith.constant dense<[0.780982613, 1.09024441, 0.843072593, 1.14352107, 0.825453877, 1.13185382, 1.00347483, 1.06521869]> : tensor<8xf32>
    %cst_4 = arith.constant dense<"0x809D8B3DEE42D93D8698A83DF93C813E22E88C3E9A361FBEE8473CBEA8F00A3E854249BE36D941BE9E76173E24EF4D3EB14FFDBBC4C456BED48A81BE75A1FBBDF5720FBEF63C123EDF628BBEEAC4663EDC135BBE968B42BE13CD8A3E2A903B3DE2B62CBE56514CBED0D897BD19A69BBD3C6D8E3E8E5521BEB8571FBE4C7CB73DAC39D8BC05851E3E293A67BEA059713EC4AAE0BC5B95B6BDF007963CEAB45EBEDC5BEE3C4D1E483EB288073EA01A90BD11B0DA3D5D237FBEED96293E02D8153E718749BD95C2AEBD1A7AD8BD101E9E3D0E34823E77BC833E069454BEA8924BBEA94C90BECD5D093EE17ABF3DD37D7C3C4FB4753E5ADC66BD980F1F3E14E166BDD2B12B3C4A619D3DFB67B43B016A39BEA99341BE380A5F3ED81BD1BC9FAB773EA28421BD61CD86BD29BA853E090F51BD49A2C53CCB1769BE803A873BEA888DBC1A63443E2FF779BE4C573D3DE6C60B3E09A4463D16C289BD8CE52EBDADE6883E65D351BEBCC12EBEDC3082BED023873EEA14D13C9736DDBD2878AB3C7187C9BBA56088BE2A31473D5CBD6C3EDDB612BE32878C3E336474BD3368533D26A0893C922CEE3D49170FBD2CBF923D8A6B20BEAC294FBE8F24773EB840333E86F9CA3D1B06BABD4302133E61E7803EF0CDEA3D339F513E7BB76FBEBF9581BE9AA7213C89F6D63DB71F053EE4274A3E1088623E2C4CE1BD130EE43DC65EC7BC1706253DD9C87FBE96E490BE60EE923E21628D3E626C7FBBE798C43D3749FEBDCBE680BEAABE74BE334A863EB397C93D5CFE4ABDBD4FA53D2359D8BC5AAF153DB4FBAD3DCAD81EBEF6566F3EE0B015BE8B7514BE17E72E3EA6C1883EA91C3E3E2F1A68BEEC98503E8E49443EAA9F63BE55A480BE71CB17BE7BD955BE2293543E55A6663E9166933DF5A79D3D68E85EBE4CEC85BEEED3063E83A3F5BD6AE5603E465F253EC08E33BC238C9DBD862C123D56BD7C3C74906CBE3C6080BE9FC4C8BD6229F33D041A073E11C15FBE1E7F403EA3E256BE507D273E6B6E0DBE4B7E7A3B4D6A2C3E0E0961BD014B423EFCA8E4BDE04B073E20A441BDF363F7BDC67E163E6574CF3D736F843DD5915EBE1ED717BE8C292B3EDBBB48BD96D387BE34B8873EDB395A3DB22A6DBE7AB15F3E669ADC3D450385BEA13FC1BD1898133EAE4D3ABD8F410FBE2C583EBE6985623E293933BC435817BE5B47573E7A0E153E77A39CBD176E12BE2930063E6BC39C3DA731AF3DB9297DBE5BADEABDEFB5053E7DD8893E36CE89BE5F97AD3D852709BEB8DA76BE36AF6ABE72CE213E7287363D53D667BE2EDFE2BDFB12E53D3ADB073E9B67A33D5780603E00EA593DD3F992BDAA5D5F3E1956813C8623E23D9853923E9C42FC3D228430BEA613713EEA8A223E4B0868BE3FFFB8BC98E7B7BCC84C11BE4D1B7FBEA9D355BE39FADEBDCB774BBECBB244BD479041BE61601FBE482FF53C73D00C3E50151EBE4CFAAEBD3032743E683A5C3E5D1AB4BDE3297F3EED448B3E76E5B4BD6C1B2F3D6A211ABDAF5CFD3ADC25A0BC69CD4B3E1432893EB965673DC562EEBDF8B4133E38D1583EDD46C0BB12A2DF3D3A3E183E46AA25BC901F633E8D6310BEFCEC193E21A901BD43B183BEC7B8B9BD98F4F93BC011C33D0B2492BD65FD8D3CBE5C05BC8C263C3E3CD486BEE9D10A3E173937BCFC60553CF622463D74E08A3E96C538BE738F93BDC90663BDE94B2F3E14BF3FBE53E77A3EE5EDBABDDCDF63BEA62B533DE5C66DBEEC6383BE2E42303E34774ABEDB4F9A3D708C8BBEFA0D4E3EBB7F88BEDC36A7BD5D8640BE49AA0D3EFC68C8BD10E81DBEB1BC6FBED53CF43DBA8F263E3925573EA7B51EBE184E86BD0554623DE2D7193E66928D3E3F6D86BE42965DBE69D612BDC61B82BE946889BD30FD0F3E0A0379BE50B6933D99E8E0BD92AF90BE9BF37CBD5E7D8F3DBAD50BBEBE0D833E2F3D3FBE39D03C3ED5426B3E25A823BCC25AB93D218918BE11E64FBEA25774BE71C962BE386179BEF51D873E09C8CB3DCCBA613E6AD77CBE6547903E067A1FBE463D3E3E4CC5863BCEC3A6BD0D81373E74771D3E1D85843E5498973ACD21D7BD26FD82BEC8F985BE5595AEBDD7FA3DBE5BF0F93D5406F63D7817803EFCB3AB3B401EF53D46298EBBCE5E183EF13D8F3ED48DE33D5C456B3D9AF12EBD272F213D"> : tensor<12x32xf32>
    %cst_5 = arith.constant dense<"0x486C0C3CB06C0F3E2AE115BE518E33BCC203543E1E21263E50EC46BD6FE06D3EFBADE4BDF2AAC2BDFD4C02BBA0FA49BCB0F8D9BD748956BD48A980BE41D422BC6FF7B3BD3153943D28FFB5BCD516BE3B857E253E6298E3BD7B61873E01D786BE2492963DC9A55D3EBBEDBB3BA11BEE3CC38B9FBDEF986E3EE5F0903D61B5303E77DD61BEF1B478BE83A86F3EFC4FE83B4C4F8DBEE2EE523DF9CF173E13BE83BE821C4EBE3BDDC63DCB75C33B4C12B538531C4ABE95C46ABEB93B913E666822BDD79D223E4281B7BC65A295BDE13B913DC3C3D03D107A86BE58A0333EF2CB6B3E2BEFE7BD68402B3E57623FBD482266BEC1A57DBEB71FADBD471C6ABC0783873E5224E5BD9EA43CBEE17F783DA34938BEAF0D613E90570FBE254E36BDE65061BD889F583E89836FBD7A4D75BE3C918FBEB31895BCD2C8DABCF9930CBEE3A273BE497F46BE7B4F1D3C157A0ABE2BCEC83D482B483E48A767BE7792C8BD180D39BEC99F03BE1B415ABE129A8A3DFAA2CEBD613B36BE4E65133A4899C3BDBC4F92BE0FF8813E68E82B3EE3320ABE9F39AB3D0825713C0C5AB1BD6A11CE3D5B40943D7F2E643E5003263E43DB8CBE58F892BE80169BBD37D343BE7CD31B3EE1E9393E25E58F3E1749873E9EAAD83C06E0F6BD8ADCD9BDE243313E63D22E3D413BE9BA49BC2F3C1F1118BEC5734CBE92ED0DBE3FD20ABEDDF116BED5D0583E6343793E50615B3DAD0A29BD7153453EC1E6C03D68AD1BBECEFAB03DB190183EB6C100BE80A884BE9D8CA93BAE865C3DA999DABDB85A84BE1E48733E045E17BDA537B7BD3F31A7BD5EBA493E51E9DCBD3B479A3DEC316D3E5FF175BE825890BE4CEA63BE0A8478BEED1780BE62017F3E1BCC11BC5ED5243EC32657BEDF9247BE6C1E1E3E052873BEC5720DBEF827873E92EC4A3EF63F00BD424B38BE5E63403EDB8C30BE94C892BE482BACBCC9A569BEF0E4723EB5D75D3DAD718BBD8D38483E837C84BDBE71CEBD9C5089BE26AB183DAB9A333EE0B1AEBD22D055BE1D2C8DBE41B78E3EA9AB393C1D09CCBDDDE42CBDCC9060BE2127ABBD1DD3293E2022D6BD572E87BD"> : tensor<12x16xf32>
    %cst_6 = arith.constant dense<"0x7B4746BE43EB34BE399166BD737C923DF4C117BE75D5C93D63E274BD018B84BE6346443E2067213E0D848CBE1BDC7CBEB2788D3EA3EB053C2ED92BBE857571BE333ADBBB3F083E3E63D3B6BD993ADDBC6AA5663E403932BDB0B18C3D800D52BE62FD8E3E24CB45BEB596643D9E1D0ABD163DC3BDDDAC173D9E9E893DD67B1D3EB12B433E34DB0C3D81F568BD53B518BE788E633E97FD1FBEFE4D1F3E71AB77BE4C807BBD8ABB0D3DD9AEFFBDECF7CFBC64351B3EC84C90BDE85A3FBE14FB773ED493D63D8CF2EE3C30F1833EFBCA3BBEC31188BD06F0BF3DF474B43D0D4809BEB11C9D3DB34D5A3D1C1F383E7670863E4DC0A3BD5245833EF89337BEA11C12BEFD09643E012ACB3D00148B3D2B2A663E4AEADBBCC1BFFD3D2BBDF73DB6C485BEE7EB3E3E9EF480BD8D8992BD59C0583E8466653EA6A26EBE72EBDCBD3C33753E71E3643E7A36523E8E669C3D9146EB3D0F467F3EC87336BE05A802BE2C1E8C3E311B4E3E176F84BC5A4075BD053A943D39357BBE7AF730BE308229BEC88080BE167B7E3E8D65BC3DC03CE8BD08D4B23D1557C1389251B33D879D82BEE5A892BE9A81203EB1BF823EF314253E6A10763E0FFE493E69BF63BE6F264EB9C81C9F3CB25B693D5E969C3D7B12693D897C883EEBA5343E4781833E329315BEF924853D1879883EEE8A293E9E81733E6C1734BE0D9EB33C568D343EF52B92BE8E5D91BE930CB2BD5EE2EF3D8C64523E5035FB3C72A232BEE9C9193D2600443E755F8D3EF59CD53D329298BD5F4F66BD26EE4C3EEC59FDBD99C44DBE7B49383E4197383C8C6E74BEBC7A10BE8609C8BCEE326E3EF19528BC65381CBEF34E813EAF6C963BC4932F3E964A7E3D99665ABC412FB13D7E3CDD3D2CC694BD71F786BE58C2AABDDF41543EC7E6B0BD7B1CF3BD0D464C3E7485F7BD8D46D33D03738DBE84E6093D70CD62BE2593DA3DF84350BE13C6BBBD8756C83D5D39A13D5277A2BD3FA61E3E798782BEB817863E77E5843E1D837D3ED039923E12189DBDDCCAA8BD5B037EBE1C274E3EA0D956BEAD0671BEB5932BBE23903D3EF2CF8D3EE7C6B93D5A4D4F3D"> : tensor<12x16xf32>
    %cst_7 = arith.constant dense<[[false, true, true, true, true, true], [false, false, true, true, true, true], [false, false, false, true, true, true], [false, false, false, false, true, true], [false, false, false, false, false, true], [false, false, false, false, false, false]]> : tensor<6x6xi1>
    %cst_8 = arith.constant dense<0xFF800000> : tensor<f32>
    %cst_9 = arith.constant dense<"0xC623603EC80919BEA6D04ABEC1DC0A3D6D50283EBF9828BE3C71873EDBAEEE3D878791BD770B3B3EF4573B3E036F54BE6D2AD6BDA24C89BE93B9A53D593F64BE79EB8D3EB67042BE22FEBEBC5C17453CE961AC3DBC0E5A3E0B1D8B3ECD3A4C3ECD9989BD15F90EBE46CFEA3D5E81503E07E44DBE9C25713EE037C7BC74D667BB0370503E2CAED7BC34AC853E2426FC3C0FCD72BE31C4333E3FDAF0BDB785523E00E129BEA8FEEE3DAD368FBEDAF26A3E57BD603E3DD8273E9C6D9D3D74B93B3E7BE0883EDE3024BEB536283EFBEEBF3DF08F463D530071BE81A384BE07D412BE84B504BE3977E13CF70C85BE18237DBE5A1ECFBD4745923D7E3FCE3D46B77DBE8EC50FBE301B62BDE04DB7BC84919EBD80FA8E3E351448BB2BC95E3EA07AD83D11E6573E887E00BD430977BEB52425BE1F2EBBBD340E8CBE6F36173E0CAD873E7A1CECBD5257203EA0C9373E3C8EBBBD3C6096BD91C6F6BDE93F39BDA563FA3D0533523E22890FBDE1601BBE13FBADBDF46700BEAF44393E6999C93DEF15663EF829B53DE525BBBC782F7F3EF0E4703E1EFA8B3EA4781CBE8E567ABE811C12BCA50793BE674B373E2DAF5DBEF47809BE3A3B1E3E18D23D3DF1EE723D764FCD3DABA0893E637F83BE19C1713DE6ADA0BB94FD383EB3378BBE3E2CE93BDD446ABE1E8888BEA87C50BE49CAAB3D5F4AE5BD450E6B3E7E1B143E9EDC44BD2D687FBE071FA83D6EBEA83C6980B4BD3FF43D3EB08E56BE500C6D3E168B15BDE1B6D03B4D96093EC29C3B3E1687033E3B2844BEA1585FBE287D2DBE01E592BE12FE7CBDA716713E17B1443EF6B667BE0F168CBD11848E3E1DD682BE3DC944BE2B55403E697F08BEBEC30C3EAE8C2CBE30E47EBE3794213EFB8621BDDF6990BE2867F03DB1C18BBD321727BD119E98BD85F180BE856B85BD89C179BE0BE6453E732089BE44992EBD009E063D97C4333DFF33FB3D4707773E7AD7C9BCF10C8CBE4E1E5ABEA16D763EF13D4E3EDE4283BDEAF02FBE30D73D3EE7E4583ED272623EE9F88BBEABF504BE7BDA393EF3231A3E72B74C3E402A123E7D838FBEE80A8BBE78ED463D4C97DBBCD6FBE73C304378BE6B932DBE2B9923BD0084503EC530243E66D450BE1CA789BEB19CF4BDDBBE1FBE2E3B4ABEAF0E8D3EBDC638BEB741A1BD0479233DD809F43C2AC5573E0842F63AEA6D70BE27F1173E26743EBECF1F87BE5DEEEF3D2FDE043E4759ECBD55498DBEA37A90BE6A137C3DFB7D8EBD02B8283DD49D5F3D1B0607BC5B706FBE1F7A1C3E9F6A81BE142B0F3E70F17ABDC07E843E3BD0853E6A59373E9EF05E3E6301ADBD7A1038BD377EF03DCA9949BE0EB189BE58ADF5BDCFD5233EC8174EBD5C58153EC52869BEF51B65BEA49B65BECD158E3EC19B113C8ADA43BCC033773E2B0A1A3E3B20083ECBD906BC5B7A01BECCD75EBE9E4593BEA7C8083EEF27863E6EF1D5BDE4B63A3E7B5FCDBDD3E7913E7DD2D5BDFCBB82BC7157A73D936893BEADD92FBE8F561C3E4B02CD3CB85C31BE1CF8C3BD82F900BE075759BE43F3FB3BF694E93DF376FB3D597784BE72B164BD587EC33D9AC32BBEC8926EBDB49F8FBE265FDC3DFF0734BD19FB9D3DF4258DBDD6F45DBE205A933E9716823EAB97523C5EF2533E195C253E3BEF55BE89135BBEFE4703BCC2564FBEEEC881BEDC1152BE705C82BE316CA6BC473FE93D8CAD7EBE92C081BEA5B2553D63EE2DBE1B0427BD670B3BBE1913D6BD6A7226BE351D93BE841B70BE01A7D03D7A676A3A6A9112BB575B273E849A1A3E71F127BED29E883E60198EBE73828F3EEF9887BE38080DBEA76618BEAAB05C3EFA7FCF3BC9CFA7BD83DEB0BDA0790CBE81B9443DDE1A0CBE7E4A2ABE197994BD875A70BD857E8ABE9D662FBE30563FBEDA673E3E99908BBC4A57273EF56482BE0F9C90BDF7D79ABDDB9BEB3D3504513E67EA8F3E0693F9BC47FA2CBE56BF8EBE82FD803EB3B0283EB7DFA83DB4F24CBBCBC17E3E750A813E98CD0FBE13C760BE4193AA3D300E8E3E766D25BED9EF1FBEA4028CBEAAA0FABD524406BE3C5216BE19248D3E259965BE67E100BD54AC863EF2D7FD3B3D2F413EBED08FBEE16B6A3E6E75DCBC006F1E3C358287BEE462633E3AAE74BED49FC2BD25548BBE584B33BE0C95193EE7462ABEC6452CBE6A2E853E"> : tensor<12x32xf32>
    %cst_10 = arith.constant dense<"0x5E21BDBCDC30A63DCB597E3DFA48763DFE1A93BD4543EFBC19C29ABD2FCDFE3A6953B63AA1B6BE3DC8DFA33D542F293DD37988BD7E8E8FBD04514DBD85D7E23D2065F0BDC535EABD251B093D22D7E6BD9F3A00BE9321663C6761B53CE4FAD23CD036913DC8C003BEF87E1CBD34589F3D53463FBD55FDDDBD5E9B52BD502A173E72D342BDC6E0F43D675B893DD9ABAB3D81BC25BD56A1CBBDA9161B3E71AF11BD7C75C73DADE4A1BD955932BE9927A43D6B9EC53DEB921D3E5A27CDBD76B935BD2DBB30BE872A7ABD1E26B1BD3F70823D986CAFBDD2DAAE3D3BF1253E73393EBD5E82E0BD85200CBD925A1E3E021A873D46A1B33D619870BD5453283D5A34A1BD756817BEC906AC3B43F7833B91408F3D0DBD223E37E195BDF4EF203E07812CBE79055C3C9BFA2FBE9FAFF5BD087F023EA9C5913DFE57BBBDAF51C33DFF21E13DB9BB7F3DD98D103EC640BC3D3E1C05BECA60563D9757BA3C5E0E323ECE552CBB9DBE173D803E373D4C2C1CBE77121D3EDE1618BDAFEAD03CB74B8B3D4DAC0BBE7CF0D8BDD5BCF6BC956199BD3B0C273E1CE115BE23B4F4BD4EDE16BD57C2063E068734BE0DA08DBD009830BE1CA49DBD0FCA6FBBA7477A3BD1EE88BDF0A1113DAC60063EFE273E3DA753083DCF47F53D9CD0933D88B39FBDC7BD2F3DE33595BD78FA53BDA667653D09371CBE9FAB693DA464F2BD6BA348BD5AF2F63DD5A4053E0FF26ABD23A3F53D5E080BBEDF14C8BBE570A43C72429EBD3DED1BBCB28ABBBC213B1BBEFB13883D0442A63DA8D9633D2B87D9BD304C53BD2F9AE13C94597D3D166CEE3D2D4490BD4B920DBD4139CABD0C6091BCC674823DAD28213E4318063EAC44A1BD3F63F9BDAB04A5BDC58B253E1F58223EB835173E75075D3DD581F4BDCD40FCBD89F7863B001C093E38BACF3DA091ED3D3F36343E973D8E3D75A24EBD38ED493C1AF7E7BDC527BC3D87C3E7BDB1BC233D00DB00BE5973E7BDD9E7623DD7812F3E21D4833D4B0E90BDEBCED2BBF3F4343EEFBC0A3E2D8D1CBDC3CBD8BDCB3697BD294E163EFFD3AD3B2184F2BDB511273BDD35FEBD20A4A23CB40E093E7B97233E6414C9BDED43133D03281B3EC1B7313EA12B553DE35EBFBD9CE92E3EADEB093E19C242BADC302E3E1205083E1926A63DC5A1533DC07DD3BDB545DFBDCFA9FCBDE591C03C67E9BB3CE0BC11BEC6DE04BD31E38BBDF6DDA33D5CAA003CE5BABC3D5B0F70BD553F743C98D802BEBE5B343E4E52E03DF044233EABABCDBD273015BE229FBB3DFFBC893D62800BBD9CF7A4BD80C596BD9153643BC8FF2BBD3C0E22BE570EA43C3D4B05BEC6E417BDE1D135BD7D62D6BD76DF323D6692CF3D5BE9EA3C9BADDD3CA7B89CBDDC349B3DB212803DCC81743C052F31BD568D933C81A5303E34EA873DECC70FBE095650BD00A4C03DCD7B303EAEF02EBE11AE90BDB03FF33DE4D8303EBA61DA3D79A01BBD4A1619BE692D2CBEC86906BD059830BE1BEF4BB935B49F3A0E42183E38A847BD22296E3DE13E00BE3F01D53AEBA8F73C5C67AA3C232040BC429C593CBF03CEBD1E8DBC3DB184F03DAE8F043E16892DBE7508D83C4BE79D3D8E8B23BE004339BD3F1810BEF721C13BC0A3C8BCDE76403DF7B40EBE95E3493C8CD1C6BDDFABFABDBF422A3D6B4ECBBB3EB3A2BD06B8D7BC2CA522BEE9D9B9BD0333973D79181D3E599E89BDB411203E1BC0EFBD64A2DB3C1E0FFC3CB772333E9F2DF4BD9D4F183EDC66293D60AEAB3DE8EEAC3DCA2E8F3D6A8CD9BD53E29F3D847A9E3C0053BD3CDF041C3E0EC31F3AF50A11BE7295FEBD2ABFC13D973424BE8EA365BD9BABF4BC00482F3E0C00DABDE85C55BCEC42F23AE63CDBBD3DD4DEBDC27C2DBC2206E53DBA02073EFA882DBE5B2ACD3DE52ECD3D2A5939BDB0B3C73C3F7AD8BD018574BD1492DEBD7E3F773D1DB650BDFAFFB23DFEC3BBBDA92DEC3D60645DBCA0FFEF3C1CC5A1BD4741FE3DD748D53B11ADFC3BE852C2BD3C982DBECDBF0ABEAE979DBD863D90BDAFD6A2BD778DEEBDA1C519BE623A6FBD622588BC084124BD469204BE6E1224BE115B1FBEC72932BE01CF07BD5F7618BE8C39E23DC85FA63DC0A44F3CB2A3E13DFEB32A3C4E6AE43D32CE943DA0F0E1BA84C5F2BC7E68B63C020384BD75D9243CD04519BE29FCE3BD50F7E3BD"> : tensor<32x12xf32>
    %cst_11 = arith.constant dense<9.99999997E-7> : tensor<f32>
    %cst_12 = arith.constant dense<0.353553385> : tensor<f32>
    %cst_13 = arith.constant 8.000000e+00 : f32
    %cst_14 = arith.constant dense<[[[[0.896979451], [0.896979451], [0.896979451], [0.896979451], [0.896979451], [0.896979451]], [[-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642]], [[-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642]], [[-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052]]], [[[0.896979451], [0.896979451], [0.896979451], [0.896979451], [0.896979451], [0.896979451]], [[-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642], [-1.06723642]], [[-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642], [-0.503949642]], [[-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052], [-0.532219052]]]]> : tensor<2x4x6x1xf32>
    %0 = tensor.empty() : tensor<2x12x32xf32>
    %1 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_4 : tensor<12x32xf32>) outs(%0 : tensor<2x12x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x32xf32>
    %2 = tensor.empty() : tensor<2x6x32xf32>
    %3 = linalg.fill ins(%cst : f32) outs(%2 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %4 = linalg.batch_matmul ins(%arg0, %1 : tensor<2x6x12xf32>, tensor<2x12x32xf32>) outs(%3 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %expanded = tensor.expand_shape %4 [[0], [1], [2, 3]] output_shape [2, 6, 4, 8] : tensor<2x6x32xf32> into tensor<2x6x4x8xf32>
    %5 = tensor.empty() : tensor<2x12x16xf32>
    %6 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_5 : tensor<12x16xf32>) outs(%5 : tensor<2x12x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x16xf32>
    %7 = tensor.empty() : tensor<2x6x16xf32>
    %8 = linalg.fill ins(%cst : f32) outs(%7 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %9 = linalg.batch_matmul ins(%arg0, %6 : tensor<2x6x12xf32>, tensor<2x12x16xf32>) outs(%8 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %expanded_15 = tensor.expand_shape %9 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf32> into tensor<2x6x2x8xf32>
    %10 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_6 : tensor<12x16xf32>) outs(%5 : tensor<2x12x16xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x16xf32>
    %11 = linalg.batch_matmul ins(%arg0, %10 : tensor<2x6x12xf32>, tensor<2x12x16xf32>) outs(%8 : tensor<2x6x16xf32>) -> tensor<2x6x16xf32>
    %expanded_16 = tensor.expand_shape %11 [[0], [1], [2, 3]] output_shape [2, 6, 2, 8] : tensor<2x6x16xf32> into tensor<2x6x2x8xf32>
    %12 = tensor.empty() : tensor<2x2x6x8xf32>
    %transposed = linalg.transpose ins(%expanded_16 : tensor<2x6x2x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %13 = tensor.empty() : tensor<2x6x4x8xf32>
    %14 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded : tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
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
      %82 = arith.divf %in, %cst_13 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x1xf32>
    %19 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%18, %cst_11 : tensor<2x6x4x1xf32>, tensor<f32>) outs(%15 : tensor<2x6x4x1xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.addf %in, %in_38 : f32
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
    %22 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded, %21 : tensor<2x6x4x8xf32>, tensor<2x6x4x1xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %23 = linalg.generic {indexing_maps = [#map5, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_2, %22 : tensor<8xf32>, tensor<2x6x4x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x4x8xf32>
    %24 = tensor.empty() : tensor<2x6x2x8xf32>
    %25 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_15 : tensor<2x6x2x8xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
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
      %82 = arith.divf %in, %cst_13 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x1xf32>
    %30 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29, %cst_11 : tensor<2x6x2x1xf32>, tensor<f32>) outs(%26 : tensor<2x6x2x1xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.addf %in, %in_38 : f32
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
    %33 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_15, %32 : tensor<2x6x2x8xf32>, tensor<2x6x2x1xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %34 = linalg.generic {indexing_maps = [#map5, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_3, %33 : tensor<8xf32>, tensor<2x6x2x8xf32>) outs(%24 : tensor<2x6x2x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x2x8xf32>
    %35 = tensor.empty() : tensor<2x4x6x8xf32>
    %transposed_17 = linalg.transpose ins(%23 : tensor<2x6x4x8xf32>) outs(%35 : tensor<2x4x6x8xf32>) permutation = [0, 2, 1, 3] 
    %transposed_18 = linalg.transpose ins(%34 : tensor<2x6x2x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) permutation = [0, 2, 1, 3] 
    %expanded_19 = tensor.expand_shape %arg1 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf32> into tensor<2x1x6x8xf32>
    %expanded_20 = tensor.expand_shape %arg2 [[0], [1, 2], [3]] output_shape [2, 1, 6, 8] : tensor<2x6x8xf32> into tensor<2x1x6x8xf32>
    %36 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_17, %expanded_19 : tensor<2x4x6x8xf32>, tensor<2x1x6x8xf32>) outs(%35 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %extracted_slice = tensor.extract_slice %transposed_17[0, 0, 0, 0] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %extracted_slice_21 = tensor.extract_slice %transposed_17[0, 0, 0, 4] [2, 4, 6, 4] [1, 1, 1, 1] : tensor<2x4x6x8xf32> to tensor<2x4x6x4xf32>
    %37 = tensor.empty() : tensor<2x4x6x4xf32>
    %38 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_21 : tensor<2x4x6x4xf32>) outs(%37 : tensor<2x4x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x4xf32>
    %concat = tensor.concat dim(3) %38, %extracted_slice : (tensor<2x4x6x4xf32>, tensor<2x4x6x4xf32>) -> tensor<2x4x6x8xf32>
    %39 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat, %expanded_20 : tensor<2x4x6x8xf32>, tensor<2x1x6x8xf32>) outs(%35 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %40 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36, %39 : tensor<2x4x6x8xf32>, tensor<2x4x6x8xf32>) outs(%35 : tensor<2x4x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.addf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x8xf32>
    %41 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%transposed_18, %expanded_19 : tensor<2x2x6x8xf32>, tensor<2x1x6x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %extracted_slice_22 = tensor.extract_slice %transposed_18[0, 0, 0, 0] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %extracted_slice_23 = tensor.extract_slice %transposed_18[0, 0, 0, 4] [2, 2, 6, 4] [1, 1, 1, 1] : tensor<2x2x6x8xf32> to tensor<2x2x6x4xf32>
    %42 = tensor.empty() : tensor<2x2x6x4xf32>
    %43 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%extracted_slice_23 : tensor<2x2x6x4xf32>) outs(%42 : tensor<2x2x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x4xf32>
    %concat_24 = tensor.concat dim(3) %43, %extracted_slice_22 : (tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x8xf32>
    %44 = linalg.generic {indexing_maps = [#map2, #map6, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_24, %expanded_20 : tensor<2x2x6x8xf32>, tensor<2x1x6x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %45 = linalg.generic {indexing_maps = [#map2, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41, %44 : tensor<2x2x6x8xf32>, tensor<2x2x6x8xf32>) outs(%12 : tensor<2x2x6x8xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.addf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x2x6x8xf32>
    %46 = tensor.empty() : tensor<2x2x2x6x8xf32>
    %47 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%45 : tensor<2x2x6x8xf32>) outs(%46 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %collapsed = tensor.collapse_shape %47 [[0], [1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<2x4x6x8xf32>
    %48 = linalg.generic {indexing_maps = [#map7, #map8], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%transposed : tensor<2x2x6x8xf32>) outs(%46 : tensor<2x2x2x6x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x2x2x6x8xf32>
    %49 = tensor.empty() : tensor<2x4x8x6xf32>
    %transposed_25 = linalg.transpose ins(%collapsed : tensor<2x4x6x8xf32>) outs(%49 : tensor<2x4x8x6xf32>) permutation = [0, 1, 3, 2] 
    %collapsed_26 = tensor.collapse_shape %40 [[0, 1], [2], [3]] : tensor<2x4x6x8xf32> into tensor<8x6x8xf32>
    %collapsed_27 = tensor.collapse_shape %transposed_25 [[0, 1], [2], [3]] : tensor<2x4x8x6xf32> into tensor<8x8x6xf32>
    %50 = tensor.empty() : tensor<8x6x6xf32>
    %51 = linalg.fill ins(%cst : f32) outs(%50 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %52 = linalg.batch_matmul ins(%collapsed_26, %collapsed_27 : tensor<8x6x8xf32>, tensor<8x8x6xf32>) outs(%51 : tensor<8x6x6xf32>) -> tensor<8x6x6xf32>
    %expanded_28 = tensor.expand_shape %52 [[0, 1], [2], [3]] output_shape [2, 4, 6, 6] : tensor<8x6x6xf32> into tensor<2x4x6x6xf32>
    %53 = tensor.empty() : tensor<2x4x6x6xf32>
    %54 = linalg.generic {indexing_maps = [#map2, #map4, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_28, %cst_12 : tensor<2x4x6x6xf32>, tensor<f32>) outs(%53 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %55 = linalg.generic {indexing_maps = [#map9, #map4, #map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%cst_7, %cst_8, %54 : tensor<6x6xi1>, tensor<f32>, tensor<2x4x6x6xf32>) outs(%53 : tensor<2x4x6x6xf32>) {
    ^bb0(%in: i1, %in_38: f32, %in_39: f32, %out: f32):
      %82 = arith.select %in, %in_38, %in_39 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x6xf32>
    %concat_29 = tensor.concat dim(3) %55, %cst_14 : (tensor<2x4x6x6xf32>, tensor<2x4x6x1xf32>) -> tensor<2x4x6x7xf32>
    %56 = tensor.empty() : tensor<2x4x6xi64>
    %57 = linalg.fill ins(%c0_i64 : i64) outs(%56 : tensor<2x4x6xi64>) -> tensor<2x4x6xi64>
    %58 = tensor.empty() : tensor<2x4x6xf32>
    %59 = linalg.fill ins(%cst_1 : f32) outs(%58 : tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %60:2 = linalg.generic {indexing_maps = [#map2, #map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%concat_29 : tensor<2x4x6x7xf32>) outs(%59, %57 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_38: i64):
      %82 = linalg.index 3 : index
      %83 = arith.index_cast %82 : index to i64
      %84 = arith.maximumf %in, %out : f32
      %85 = arith.cmpf ogt, %in, %out : f32
      %86 = arith.select %85, %83, %out_38 : i64
      linalg.yield %84, %86 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_30 = tensor.expand_shape %60#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %61 = tensor.empty() : tensor<2x4x6x7xf32>
    %62 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%concat_29, %expanded_30 : tensor<2x4x6x7xf32>, tensor<2x4x6x1xf32>) outs(%61 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.subf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x7xf32>
    %63:2 = linalg.generic {indexing_maps = [#map2, #map10, #map10], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%62 : tensor<2x4x6x7xf32>) outs(%59, %57 : tensor<2x4x6xf32>, tensor<2x4x6xi64>) {
    ^bb0(%in: f32, %out: f32, %out_38: i64):
      %82 = linalg.index 3 : index
      %83 = arith.index_cast %82 : index to i64
      %84 = arith.maximumf %in, %out : f32
      %85 = arith.cmpf ogt, %in, %out : f32
      %86 = arith.select %85, %83, %out_38 : i64
      linalg.yield %84, %86 : f32, i64
    } -> (tensor<2x4x6xf32>, tensor<2x4x6xi64>)
    %expanded_31 = tensor.expand_shape %63#0 [[0], [1], [2, 3]] output_shape [2, 4, 6, 1] : tensor<2x4x6xf32> into tensor<2x4x6x1xf32>
    %64 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62, %expanded_31 : tensor<2x4x6x7xf32>, tensor<2x4x6x1xf32>) outs(%61 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.subf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x7xf32>
    %65 = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%64 : tensor<2x4x6x7xf32>) outs(%61 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = math.exp %in : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x7xf32>
    %66 = tensor.empty() : tensor<2x4x6x1xf32>
    %67 = linalg.fill ins(%cst : f32) outs(%66 : tensor<2x4x6x1xf32>) -> tensor<2x4x6x1xf32>
    %68 = linalg.generic {indexing_maps = [#map2, #map3], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%65 : tensor<2x4x6x7xf32>) outs(%67 : tensor<2x4x6x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.addf %in, %out : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x1xf32>
    %69 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65, %68 : tensor<2x4x6x7xf32>, tensor<2x4x6x1xf32>) outs(%61 : tensor<2x4x6x7xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.divf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x4x6x7xf32>
    %extracted_slice_32 = tensor.extract_slice %69[0, 0, 0, 0] [2, 4, 6, 6] [1, 1, 1, 1] : tensor<2x4x6x7xf32> to tensor<2x4x6x6xf32>
    %collapsed_33 = tensor.collapse_shape %extracted_slice_32 [[0, 1], [2], [3]] : tensor<2x4x6x6xf32> into tensor<8x6x6xf32>
    %collapsed_34 = tensor.collapse_shape %48 [[0, 1, 2], [3], [4]] : tensor<2x2x2x6x8xf32> into tensor<8x6x8xf32>
    %70 = tensor.empty() : tensor<8x6x8xf32>
    %71 = linalg.fill ins(%cst : f32) outs(%70 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %72 = linalg.batch_matmul ins(%collapsed_33, %collapsed_34 : tensor<8x6x6xf32>, tensor<8x6x8xf32>) outs(%71 : tensor<8x6x8xf32>) -> tensor<8x6x8xf32>
    %expanded_35 = tensor.expand_shape %72 [[0, 1], [2], [3]] output_shape [2, 4, 6, 8] : tensor<8x6x8xf32> into tensor<2x4x6x8xf32>
    %transposed_36 = linalg.transpose ins(%expanded_35 : tensor<2x4x6x8xf32>) outs(%13 : tensor<2x6x4x8xf32>) permutation = [0, 2, 1, 3] 
    %collapsed_37 = tensor.collapse_shape %transposed_36 [[0], [1], [2, 3]] : tensor<2x6x4x8xf32> into tensor<2x6x32xf32>
    %73 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_9 : tensor<12x32xf32>) outs(%0 : tensor<2x12x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x12x32xf32>
    %74 = linalg.batch_matmul ins(%arg0, %73 : tensor<2x6x12xf32>, tensor<2x12x32xf32>) outs(%3 : tensor<2x6x32xf32>) -> tensor<2x6x32xf32>
    %75 = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%74 : tensor<2x6x32xf32>) outs(%2 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %out: f32):
      %82 = arith.negf %in : f32
      %83 = math.exp %82 : f32
      %84 = arith.addf %83, %cst_0 : f32
      %85 = arith.divf %cst_0, %84 : f32
      linalg.yield %85 : f32
    } -> tensor<2x6x32xf32>
    %76 = linalg.generic {indexing_maps = [#map1, #map1, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%collapsed_37, %75 : tensor<2x6x32xf32>, tensor<2x6x32xf32>) outs(%2 : tensor<2x6x32xf32>) {
    ^bb0(%in: f32, %in_38: f32, %out: f32):
      %82 = arith.mulf %in, %in_38 : f32
      linalg.yield %82 : f32
    } -> tensor<2x6x32xf32>
    %77 = tensor.empty() : tensor<2x32x12xf32>
    %78 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "parallel"]} ins(%cst_10 : tensor<32x12xf32>) outs(%77 : tensor<2x32x12xf32>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    } -> tensor<2x32x12xf32>
    %79 = tensor.empty() : tensor<2x6x12xf32>
    %80 = linalg.fill ins(%cst : f32) outs(%79 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    %81 = linalg.batch_matmul ins(%76, %78 : tensor<2x6x32xf32>, tensor<2x32x12xf32>) outs(%80 : tensor<2x6x12xf32>) -> tensor<2x6x12xf32>
    return %81 : tensor<2x6x12xf32>
  }
}

