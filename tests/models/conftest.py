"""The data of published papers, read from where the reader has put them."""

import os
from pathlib import Path

import pandas as pd
import pytest

WHERE = (
    "The data of The Log of Gravity are not part of the kit, because no licence is stated for them: take 'Log of Gravity.dta' "
    "from the authors' page (https://personal.lse.ac.uk/tenreyro/LGW.html) and set BORDERLAB_LOG_OF_GRAVITY to the file."
)
NAMES = {
    "trade": "trade_usd_thousands",
    "lypex": "log_exporter_gdp",
    "lypim": "log_importer_gdp",
    "lyex": "log_exporter_gdp_per_capita",
    "lyim": "log_importer_gdp_per_capita",
    "ldist": "log_distance",
    "border": "contiguity",
    "comlang": "common_language",
    "colony": "colonial_tie",
    "landl_ex": "exporter_landlocked",
    "landl_im": "importer_landlocked",
    "lremot_ex": "log_exporter_remoteness",
    "lremot_im": "log_importer_remoteness",
    "comfrt_wto": "pta",
    "open_wto": "openness_dummy",
}


def load_log_of_gravity(path: str | Path | None) -> pd.DataFrame:
    """The authors' Stata file, or a CSV with this file's column names; FileNotFoundError says where to get it."""
    if not path or not Path(path).is_file():
        raise FileNotFoundError(WHERE)
    if str(path).endswith(".dta"):
        return pd.read_stata(path)[list(NAMES)].rename(columns=NAMES)
    return pd.read_csv(path)[list(NAMES.values())]


@pytest.fixture(scope="session")
def log_of_gravity() -> pd.DataFrame:
    try:
        return load_log_of_gravity(os.environ.get("BORDERLAB_LOG_OF_GRAVITY"))
    except FileNotFoundError as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="session")
def read_log_of_gravity():
    return load_log_of_gravity


BASQUE = (
    "The Basque panel is not part of the kit, because it comes with software under the GPL: write the data set basque of the R "
    "package Synth to a CSV file (write.csv(basque, row.names = FALSE)) and set BORDERLAB_BASQUE to the file."
)


@pytest.fixture(scope="session")
def basque() -> pd.DataFrame:
    """Seventeen regions by year, with the column names of the package; Spain as a whole is left out."""
    path = os.environ.get("BORDERLAB_BASQUE")
    if not path or not Path(path).is_file():
        pytest.skip(BASQUE)
    data = pd.read_csv(path)
    return data[data["regionno"] != 1]
