"""Languages as ISO 639-1 codes, from codes of ISO 639-1, 639-2 and 639-3 and from names."""

from __future__ import annotations

import re
from functools import lru_cache

_TABLE = """
aa aar afar|ab abk abkhazian|af afr afrikaans|ak aka akan|am amh amharic|ar ara arb arabic
an arg aragonese|as asm assamese|av ava avaric|ay aym aymara|az aze azerbaijani azeri|ba bak bashkir
be bel belarusian byelorussian|bg bul bulgarian|bm bam bambara|bn ben bengali bangla|bo bod tib tibetan
br bre breton|bs bos bosnian|ca cat catalan valencian català|ce che chechen|ch cha chamorro
co cos corsican|cs ces cze czech čeština|cv chv chuvash|cy cym wel welsh|da dan danish dansk
de deu ger german deutsch|dv div dhivehi|dz dzo dzongkha|ee ewe ewe|el ell gre greek|en eng english
eo epo esperanto|es spa spanish castilian español espanol|et est estonian|eu eus baq basque
fa fas per persian farsi|ff ful fulah|fi fin finnish suomi|fj fij fijian|fo fao faroese
fr fra fre french français francais|fy fry frisian|ga gle irish|gd gla gaelic|gl glg galician
gn grn guarani|gu guj gujarati|gv glv manx|ha hau hausa|he heb hebrew|hi hin hindi|hr hrv scr croatian
ht hat haitian|hu hun hungarian magyar|hy hye arm armenian|ia ina interlingua|id ind indonesian bahasa
ig ibo igbo|ii iii yi|ik ipk inupiaq|io ido ido|is isl ice icelandic|it ita italian italiano
iu iku inuktitut|ja jpn japanese|jv jav javanese|ka kat geo georgian|kg kon kongo|ki kik kikuyu
kk kaz kazakh|kl kal greenlandic|km khm khmer|kn kan kannada|ko kor korean|ku kur kurdish
ky kir kirghiz kyrgyz|la lat latin|lb ltz luxembourgish|lg lug ganda|li lim limburgish|ln lin lingala
lo lao lao|lt lit lithuanian|lv lav latvian|mg mlg malagasy|mh mah marshallese|mi mri mao maori
mk mkd mac macedonian|ml mal malayalam|mn mon mongolian|mr mar marathi|ms msa may malay|mt mlt maltese
my mya bur burmese|nb nob bokmål|ne nep nepali|nl nld dut dutch flemish nederlands|nn nno nynorsk
no nor norwegian norsk|ny nya chichewa|oc oci occitan|om orm oromo|or ori oriya odia|os oss ossetian
pa pan punjabi panjabi|pl pol polish polski|ps pus pashto|pt por portuguese português portugues
qu que quechua|rm roh romansh|rn run rundi|ro ron rum romanian moldavian|ru rus russian
rw kin kinyarwanda|sa san sanskrit|sc srd sardinian|sd snd sindhi|se sme sami|sg sag sango
si sin sinhala sinhalese|sk slk slo slovak|sl slv slovene slovenian|sm smo samoan|sn sna shona
so som somali|sq sqi alb albanian|sr srp scc serbian|ss ssw swati|st sot sotho|su sun sundanese
sv swe swedish svenska|sw swa swahili|ta tam tamil|te tel telugu|tg tgk tajik|th tha thai|ti tir tigrinya
tk tuk turkmen|tl tgl tagalog filipino|tn tsn tswana|to ton tonga|tr tur turkish türkçe|ts tso tsonga
tt tat tatar|ug uig uighur|uk ukr ukrainian|ur urd urdu|uz uzb uzbek|ve ven venda|vi vie vietnamese
wo wol wolof|xh xho xhosa|yi yid yiddish|yo yor yoruba|za zha zhuang|zh zho chi cmn chinese mandarin
zu zul zulu
en inglés inglês ingles|es espanhol|fr francés francês frances|de alemán alemão aleman alemao deutsch
en englisch|fr französisch|es spanisch|it italienisch|pt portugiesisch|nl niederländisch|ru russisch
it italiano|pt portugués|ru ruso russo|ja japonés japonês|zh chino chinês
zh 中文 汉语 漢語|en 英文 英语|ja 日文 日本語 日语|ko 한국어 韩文|ru русский|uk українська
ar العربية عربي|fa فارسی|ur اردو|he עברית|el ελληνικά|hi हिन्दी|th ไทย|bg български|sr српски srpski
mk македонски|be беларуская|kk қазақ|hr hrvatski|bs bosanski|sk slovenčina|sl slovenščina
lt lietuvių|lv latviešu|et eesti|ro română|is íslenska|gl galego|eu euskara|ga gaeilge|cy cymraeg|sq shqip
ka ქართული|hy հայերեն|bn বাংলা|ta தமிழ்
"""

CODE_BY_NAME = {
    name: words[0]
    for entry in _TABLE.replace("\n", "|").split("|")
    if (words := entry.split())
    for name in words
}
"""Every code and name, lower case, to its ISO 639-1 code."""

_SEPARATOR = re.compile(r"[;,|/()\[\]；，、]|\band\b")


@lru_cache(maxsize=4096)
def language_code(written: tuple[str, ...]) -> str:
    """The ISO 639-1 code of the first language that is known; empty where none is."""
    for text in written:
        for part in _SEPARATOR.split(text.lower()):
            part = part.strip(" .\"'")
            code = CODE_BY_NAME.get(part) or CODE_BY_NAME.get(re.split(r"[-_ ]", part, maxsplit=1)[0])
            if code:
                return code
    return ""
