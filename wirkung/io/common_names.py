"""Names that are frequent in Germany, so that a column of persons' names is recognised by what stands in it.

A column is judged by the share of its cells, so the lists need not be complete. Collected by hand; without names
that are places or everyday words as well (Jena, Wolf, Stein, Berg).
"""

from __future__ import annotations

_FIRST_NAMES = """
aaron achim adam adrian ahmad ahmed alexander alexandra ali alina amelie amina amir amira andrea andreas andrej
andrzej anett angela angelika anita anja anke ann anna annalena anne annegret anni annika anton antonia arda
ariane arne arthur artur asli astrid axel aya ayaz ayla ayse azra barbara bartosz bastian beate ben benedikt
benjamin berat berkay bernd bernhard bettina bianca bilal birgit birgul bjorn bogdan bozena brigitte bruno burak
can carina carl carla carlotta carolin carsten caspar catharina celina celine cem charlotte chiara christa
christian christiane christin christina christine christoph christopher clara claudia claus clemens conny
constantin cornelia czeslaw dagmar damian daniel daniela danuta dariusz david deniz dennis derya detlef diana
dieter dilara dirk dmitri dominik dorota dorothea dorothee ebru eckhard edith edyta efe elena elias elif elisa
elisabeth elke ella ellen elyas emil emilia emilie emily emine emir emma emre enes eren eric erik erika erkan
esma ester esther eva ewa fabian fatih fatima fatma fatme felix ferdinand fiete filip fin finja finn finnja fiona
florian frank franka franz franziska frauke frederik frida frieda friederike friedrich fritz gabriel gabriele
georg gerd gerda gerhard gesa gisela gizem greta grzegorz gudrun gunter gunther gustav hakan halil halina hamza
hanna hannah hannelore hannes hans harald hartmut hasan hassan hatice heidi heike heiko heiner heinrich heinz
helena helene helga helmut hendrik henri henriette henrik henry henryk herbert hermann hilal hilde holger horst
huseyin ibrahim ida ieva igor ilka ilona ilse ina inga inge ingeborg ingo ingrid insa irena irene iris irmgard
isabel isabell isabella ismail iwona jacek jacob jakob jakub jan jana janek janina janne jannik jannis janusz
jaroslaw jasmin jasmina jennifer jens jerzy jessica jette joachim joanna jochen johann johanna johannes jolanta
jona jonas jonathan jorg jorn josef josefine joseph josephine juergen julia julian juliane julius jurgen justus
jutta kaan kadir kai karim karin karina karl karla karolina karoline karsten kaspar katarzyna katharina kathrin
katja katrin kemal kerem kerstin khadija khaled kim kira kirsten klara klaus konrad konstantin konstanze krystyna
krzysztof lara lars lasse laura layla lea leah leander lena lene leni lennart lennox leo leon leona leonard
leonie levi levin leyla lia liam lilli lilly lily lina linda linn linnea linus lisa lotta lotte louis louisa
louise luca lucas lucy ludwig luis luisa luise luka lukas lukasz lutz lydia maciej magda magdalena mahmoud maik
maike maja malgorzata malina malte manfred manuel manuela marc marcel marcin marcus marek maren margarete margit
margret maria mariam marian marianne marie mariele marina mario marion mariusz marko markus marlene marlies marta
marten martha martin martina marvin maryam mateo mateusz mathilda mathilde mats matteo matthias maurice max
maximilian mechthild mehmet melanie melek melina melisa melissa meltem merle mert merve meryem mia micha michael
michaela michal michel miguel mika mikail mila milan milena mina mira miriam mirjam miroslaw mohamad mohamed
mohammad mohammed mona monika moritz muhammad muhammed murat mustafa nadine nadja najib natalia natalie nele
nesrin niclas nico nicola nicole niels niklas nikola nikolas nils nina nisa noah noel noemi nora nour nur olaf
ole oleg oleksandr oleksandra olga oliver olivia omar omer onur oskar osman ozan ozlem pascal patrick patrizia
paul paula pauline pawel peer peter petra phil philip philipp philippa pia piotr quentin rabea rafael rafal rahel
raik rainer ralf ralph ramona rana rania raphael rebecca rebekka regina reinhard renate rene ricarda richard
rieke robert robin rolf roman romy ronja rosa rosemarie roswitha rudiger rudolf ruth ryszard sabine sabrina sahin
said salma sami samira samuel sandra sara sarah saskia sebastian selim selin selina semih serkan sevgi sibel
siegfried sigrid silas silke silvia simon simone sinan slawomir sofia sofie sonja sophia sophie stanislaw stefan
stefanie steffen stella stephan stephanie sven svenja svetlana swantje sylvia tamara tamer tanja tarek tariq
tatjana tessa theda theo theodor theresa therese thies thilo thomas thorben thore thorsten tilda till tim timm
timo tina tjark tobias tom tomasz toni torben torsten tugba tuncay udo ulf ulla ulrich ulrike umut ursula urszula
ute uwe valentin valentina valeria vanessa vera verena veronika viktor viktoria vincent viola vivian volker
volodymyr waldemar waltraud wanda wencke werner wiebke wieslaw wiktor wilhelm wilma wladimir wojciech wolfgang
xaver yannick yara yasemin yasin yasmin youssef yusuf yvonne zahra zainab zeynep zoe zofia zuzanna
"""
_LAST_NAMES = """
abdallah abdullah acar adamczyk ahmad ahmadi ahmed ahrens aksoy aktas albers albrecht alhassan ali almohammad
alsalem altun andresen arnold arslan asmus aydin bauer baumann becker beckmann behrendt behrens benthien berger
bergmann bock bohm bohme bosch bosse brandt braun brinkmann brunner bruns buchholz budde bulut burmeister busch
buttner can celik cetin cinar clasen claussen dabrowski daher demir dethlefs diedrich dietrich dietz dogan
dohrmann drewes ebert eggers ehlers engel engelhardt erdem erdogan ernst fischer fleischer foerster forster frank
franke franz freitag friedrich fritz fuchs gartner geiger gerdes gerken gerlach grabowski graf gross gruber gunes
gunther haas haase hadad haddad hahn hamann hammer hansen hartmann hassan hein heinemann heinrich heinsohn heise
heitmann heller hellwig hempel henke hennig henning herrmann heuer heyer hinrichs hofer hoffmann hofmann hoppe
horn huber hubner hussein ibrahim ivanov jablonski jacobs jager jahn jakobs jankowski jansen janssen janssens
jensen johannsen jung junge kaiser kaminski kaplan kara karaca karimi kaufmann kaya keil keller kern kessler
kilic klein klose kluge koc koch kohl kohler kohlmann konig kopp korkmaz koslowski kowalczyk kowalski kozlowski
kraft kramer kraus krause krebs kroger kruger kruse kuhl kuhlmann kuhn kunz kurt kwiatkowski lang lange lehmann
lemke lewandowski linke lohmann lorenz luders ludwig luhrs lutz mahmoud maier marquardt martens marx maurer mayer
mazur meier meinecke meister mertens metzger meyer michel mohamed mohr moller moritz muller nagel naumann neumann
nguyen nielsen noack nowak nowakowski oltmanns otto ozdemir ozkan ozturk paul pauls pawlowski peters petersen
petrenko pfeiffer pieper piotrowski pohl polat popp rahman ranke rathjen reich reimann reimers reinhardt reuter
richter riedel ritter rohde rose roth rudolph ruf sahin said salman sauer schade schafer scheffler scherer
schilling schindler schlichting schlosser schlueter schluter schmid schmidt schmitt schmitz schneider scholz
schott schreiber schroder schroeder schroter schubert schuler schulte schultz schulz schulze schumacher schumann
schuster schutt schutz schwarz schweizer seidel seifert seiler siebert simon sommer sonntag stahl steffens
steiner steinhauer stelling stephan stoll straub subasi swoboda szymanski tas tekin thiel thiele thomas tiedemann
tietjen timm topal toprak ulrich unal vogel vogler vogt voigt volk voss wagner walther weber wegner weidner
weigel weiss wenzel werner wichmann wiebe wieczorek wilhelm wilke wilkens wilms winkler winter wisniewski witt
witte wojciechowski wojcik wolff wulf yaman yavuz yildirim yildiz yilmaz yuksel zander zidan ziegler zielinski
zimmer zimmermann
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
LAST_NAMES = frozenset(_LAST_NAMES.split())
