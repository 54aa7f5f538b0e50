"""Which language is the text in? langdetect's word, with Malay, Javanese and Sundanese told apart by marker words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

READ = 1000  # characters that langdetect is given
MIN_WORDS = 20  # a shorter text gets no language
SURE = 0.80
# langdetect knows no Malay and says "id". Words that one of the two written standards uses and the other does not.
MALAY = frozenset(
    "adalah_satu ahli-ahli akhbar antarabangsa bahawa bagaimanapun beberapa_orang boleh berkenaan daripada dijangka dibuat diberikan_oleh ekoran "
    "februari_malaysia ialah ia iaitu julai jun kakitangan kerajaan kerana ketika_ini kini_telah kesihatan kempen kewangan kepada_beliau lelaki majlis mac "
    "manakala memaklumkan mengenainya mereka_telah melalui_kenyataan ogos oleh_itu pejabat pelbagai pembangkang pendapat_beliau pengarah perdana peguam "
    "perkhidmatan perlukan polis projek rakyat_malaysia rundingan sahaja seramai seterusnya sukan syarikat tahun_lepas tempatan terhadap_beliau tidak_lama "
    "turut universiti wang".replace("_", "-").split()
)
INDONESIAN = frozenset(
    "agustus anggaran bahwa bisa besok karena kantor kamu kami_juga kementerian kesehatan kini komisi karyawan kepolisian mobil negara_bagian november "
    "partai perusahaan polisi presiden proyek pria rapat saat saja sang sebesar sementara sepak seorang sedang selain sejumlah siang sore uang universitas "
    "wanita yakni yaitu juni juli maret mengatakan menurutnya dari pun tersebut antara_lain".replace("_", "-").split()
)
JAVANESE = frozenset("aku ana dadi dheweke ing iki iku kabeh karo kowe lan lagi lha luwih marang menyang mung nang nanging ning ora sing sampeyan saka sanget uga wae wis wong yen".split())
SUNDANESE = frozenset("abdi anjeun anu ari atuh aya ayeuna bade dina dipikaresep geus heula henteu ieu jadi_na jeung kanggo keur kudu loba manehna mah nu nyaeta oge pisan sanes sareng teh teu ti tiasa urang".split())
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code, or None where the text is too short or too unsure to tell.

    >>> language_of("BP2MI")
    """
    words = WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return None
    code = _detect(text[:READ])
    if code in {"id", "ms", "tl", "jv", "su"} or code is None:
        return _in_the_archipelago(words) or (None if code is None else code)
    return code


def _in_the_archipelago(words: list[str]) -> str | None:
    """Indonesian, Malay, Javanese or Sundanese by their marker words; Indonesian where nothing speaks against it."""
    counts = Counter(words)
    jv, su = (_score(counts, marks) for marks in (JAVANESE, SUNDANESE))
    local = max(jv, su)
    ms, indonesian = _score(counts, MALAY), _score(counts, INDONESIAN)
    if local >= 0.05 * len(words) and local > indonesian:
        return "jv" if jv >= su else "su"
    return "ms" if ms > indonesian else "id"


def _score(counts: Counter[str], marks: frozenset[str]) -> int:
    return sum(counts[word] for word in marks)


@lru_cache(maxsize=1)
def _factory() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.seed = 0  # unseeded, it gives other answers each time
    return factory


def _detect(text: str) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    try:
        detector.append(text)
        guesses = detector.get_probabilities()
    except LangDetectException:  # no letters to read
        return None
    return str(guesses[0].lang) if guesses and guesses[0].prob >= SURE else None
