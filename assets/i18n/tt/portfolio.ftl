# Портфель хисабының сүзләре.

portfolio-subject = Портфель хисабы: төбәкнең барлык алмашулары бергә нәрсә бирә
portfolio-header = Портфель хисабы: { $region }
portfolio-eyebrow = Портфель хисабы
portfolio-title = Сәнәгать симбиозы: { $region }
portfolio-finding = { $n } алмашу елга { $co2 } CO₂ чыгаруны булдырмый калыр иде
portfolio-finding-plain = { $n ->
    [0] Әлегә бер алмашу да табылмады
   *[other] { $n } алмашу мөмкин
}
portfolio-public-means = Исемнәр дә, 10 км дан төгәлрәк урыннар да, бер предприятиенең саннарын белеп булырлык саннар да юк.
portfolio-cover-document = { $id }. Теләсә кемгә тапшырырга ярый.
portfolio-note-assumed = Алар арасында фаразланган бәяләр: тәкъдим ителмәгән һәм килешенмәгән, белешмә җәдвәлләрдән алынган. Алар белән сан да үзгәрә.
portfolio-section-glance = Кыскача
portfolio-lead = Туры килгән парлардан ({ $found }) үзен аклаганнары һәм бер агымны ике тапкыр алмаганнары сайланды. Катнашучы предприятиеләр: { $companies }.
portfolio-figure-exchanges = Алмашулар
portfolio-figure-companies = { $n } предприятие
portfolio-figure-benefit = Барысының бергә файдасы
portfolio-figure-capital = Кертемнәр
portfolio-figure-co2 = Булдырылмаган CO₂
portfolio-without-price = бәясе булмаган { $n } алмашу кермәде
portfolio-without-co2 = тәэсире билгесез { $n } алмашу кермәде
portfolio-head-kinds = Нәрсә алмашыла
portfolio-head-funnel = Алар кайда җиткән
portfolio-funnel-chosen = мөмкин
portfolio-funnel-negotiating = сөйләшүләр бара яки алга киткән
portfolio-funnel-reserved = резервланган яки алга киткән
portfolio-funnel-contracted = килешү имзаланган яки китерелә
portfolio-funnel-live = китерелә
portfolio-caption-funnel = Бу адымга яки аннан ары җиткән алмашулар саны.
portfolio-next-none = Әлегә сөйләшүләр юк. Алдагы адым: исемлектәге беренче алмашуның ике предприятиесен чакыру.
portfolio-next = Алдагы адым: сөйләшүче яклардан нәрсә комачаулавын сорау һәм исемлектәге киләсе алмашуның якларын чакыру.
portfolio-section-place = Кайда
portfolio-title-place = Алмашулар ягы 10 км булган { $n } квадратта урнашкан
portfolio-lead-place = Һәр квадратта бирә яки ала алырлык кимендә бер предприятие бар. Сызык исемлектәге алмашуның квадратларын тоташтыра; бу трасса түгел.
portfolio-no-place = Предприятиеләрнең урыны әлегә билгесез, шуңа күрә карта юк.
portfolio-caption-map = Ягы 10 км булган квадратлар, төньяктан көньякка номерланган; исемлек аларга сылтый. { $attribution }
portfolio-legend-gives = монда бирәләр
portfolio-legend-takes = монда алалар
portfolio-legend-both = икесе дә
portfolio-col-kind = Ресурс
portfolio-col-exchanges = Сан
portfolio-col-amount = Күләм
portfolio-col-co2 = CO₂ кимүе, елга т
portfolio-col-benefit = Файда, елга мең EUR
portfolio-col-capital = Кертемнәр, мең EUR
portfolio-row-all = Барысы
portfolio-caption-kinds = Һәр төр алмашулар барлык яклар өчен бергә елга күпме китерә, булдырмый, файда бирә һәм күпме тора. Сумма бер предприятиенең нәрсәсе барын белдерсә, аралык куела.
portfolio-section-list = Алмашулар
portfolio-title-list = { $n ->
    [0] Исемлек буш
   *[other] Бу { $n } алмашу алда тора
}
portfolio-lead-list = Башта иң алга киткәннәре, аннары балл буенча. Күләмнәр һәм CO₂ класслап бирелә, предприятиеләр тармак һәм квадрат белән атала.
portfolio-col-number = №
portfolio-col-from = Кемнән
portfolio-col-to = Кемгә
portfolio-col-state = Баскыч
portfolio-party = { $sector }, { $country } ({ $square } квадрат)
portfolio-caption-list = Квадратлар 1 картадагыча.
portfolio-section-method = Саннар каян алынган
portfolio-title-method = Һәр агым бер тапкыр исәпләнә, бер предприятиене дә исәпләп чыгарып булмый
portfolio-method-count-label = Нәрсә исәпләнә
portfolio-method-count = Башта барган килешүләр, аннары бәясеннән күбрәк файда биргән парлар баллары буенча. Алынган агым икенче тапкыр алынмый, шуңа берни дә ике тапкыр исәпләнми.
portfolio-method-money-label = Файда һәм кертемнәр
portfolio-method-money = Ике якның бергә саф китерелгән бәясе, эш елларына аннуитет итеп бүленгән; кертемнәр — икесенә дә төзергә кирәк нәрсә. Якларның бер-берсенә түләүләре үзара каплана.
portfolio-method-co2-label = CO₂
portfolio-method-co2 = Алучы башка яндырмый, сатып алмый яки җитештерми торган нәрсә, алмашуның үзенә кирәген алып. Чыгару коэффициентлары программаның белешмә җәдвәлләреннән.
portfolio-method-secret-label = Нәрсә күрсәтелми
portfolio-method-secret = Исемнәр, 10 км дан төгәлрәк урыннар, бәяләр һәм аерым предприятиеләрнең саннары. Үз саннарын белгән кеше башканыкын 10 % төгәллек белән белә алмаган җирдә генә сумма төгәл; башка урында аралык куела.
portfolio-method-assumed-label = Фаразланган бәяләр
portfolio-method-assumed = Бәяләрнең бер өлеше тәкъдим ителмәгән һәм килешенмәгән, белешмә җәдвәлләрдән алынган. Алар белән файда да үзгәрә.
portfolio-method-map-label = Карта
