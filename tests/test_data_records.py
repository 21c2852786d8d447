"""The tables of records: short quotations with a source and a day, and no address that leads to a copy or a person."""

from __future__ import annotations

import gzip
import re

import pytest

from claimlab import data

RECORDS = {
    "article/records": 223,
    "article/rivals": 44,
    "article/voices": 107,
    "democracy/findings": 22,
    "democracy/votes": 188,
    "policy/forecasts_2022": 85,
    "policy/later_sides": 26,
    "policy/outcomes": 85,
    "sanctions/recognition_days": 110,
    "sanctions/recognition_not": 51,
    "security/records": 61,
    "security/talks": 9,
    "trade/closures": 34,
}
DATES = ["date", "published", "said_on", "until", "begin", "end"]
DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TRANSLATIONS = """
cwv.com.ve palabrasclaras.mx energy-analytics-institute.org naaju.com pledgetimes.com archyde.com worldnationnews.com
tellerreport.com rusreality.com latin-american.news thegoaspotlight.com thenewstrace.com budrigannews.com
""".split()
COPIES = """
awsccs2.com cgixix.com bitlysdowssl-aws.com epthelinkdos. rediseno.laopinion.com.co storage.googleapis.com richxsearch.com
larepublica.com.do noticiasdecolombia.info x-caret.com bestbuyoutlets.com 1eye.us meneame.net awsve.com ksusentinel.com
biglatinonews.com gxiath.com sucesosveracruz.com.mx demosinsight.com xn--eltequeo-j3a.com booksci.cn docslib.org 5dok.org
studylib.es scribd.com vdocuments.pub arcpublishing.com arc-cdn.net londrestv.com vcpnewz.com highpointdaily.com
usmuslims.com lanetaneta.com noticiabrasil.net.br henriquecapriles.com dolartoday.com energybulletin.org iena-news.com
xenderofm.com wiki7.org wiki34.com pdfslide.us aperturaven.blogspot ciberarchivo.blogspot laprotestamilitar.blogspot
careitv.blogspot eldesafiosemanario.blogspot empresateya.blogspot tuacontecer.blogspot revolucionmariposa.blogspot
asmenlinea.blogspot carloslozanoguillen.blogspot
""".split()
every_record = pytest.mark.parametrize("name", RECORDS)


def texts(name: str, column: str) -> list[str]:
    return data.load(name)[column].dropna().astype(str).tolist()


@every_record
def test_every_row_came_over_and_says_who_and_what(name):
    frame = data.load(name)
    assert len(frame) == RECORDS[name]
    assert not {"owner", "owner_kind", "address"} & set(frame)
    who = next(c for c in ("source", "who", "role", "event_id") if c in frame)
    assert frame[who].notna().all()


@every_record
def test_a_quotation_has_fewer_than_fifteen_words(name):
    columns = [c for c in data.load(name) if c.endswith("quotation") or c == "english"]
    assert columns
    assert [q for c in columns for q in texts(name, c) if len(q.split()) >= 15] == []


@every_record
def test_a_date_is_a_day_a_month_a_year_or_a_span(name):
    columns = [c for c in data.load(name) if c in DATES]
    assert columns
    form = re.compile(f"{DAY}(/{DAY})?")
    assert [d for c in columns for d in texts(name, c) if not form.fullmatch(d)] == []


@every_record
def test_an_address_is_whole_and_its_absence_is_explained(name):
    columns = [c for c in data.load(name) if c.endswith("_url")]
    links = [u for c in columns for u in texts(name, c)]
    assert columns and links
    assert [u for u in links if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", u)] == []
    assert [u for u in links if re.search(r"[?&]utm_", u)] == []
    if data.load(name)["source_url" if "source_url" in columns else "event_url"].isna().any():
        assert any("left out" in limit for limit in data.describe(name)["limits"])


@pytest.mark.parametrize("name", data.tables())
def test_no_address_leads_to_a_copy_or_an_automatic_translation(name):
    resource = data.describe(name)
    raw = (data.data_dir() / resource["path"]).read_bytes()
    said = (gzip.decompress(raw) if resource["path"].endswith(".gz") else raw).decode("utf-8")
    entry = data.data_dir() / f"{name}{data.ENTRY}"
    said += entry.read_text(encoding="utf-8")
    assert [host for host in TRANSLATIONS + COPIES if host in said] == []


def test_records_join_the_claims():
    assert set(texts("article/records", "claim_id")) <= set(texts("article/claims", "claim_id"))


def test_every_forecast_has_one_outcome():
    forecasts, outcomes = data.load("policy/forecasts_2022"), data.load("policy/outcomes")
    assert forecasts["forecast_id"].tolist() == outcomes["forecast_id"].tolist()
    assert forecasts["said_on"].str[:10].max() <= "2022-09-15"
    joined = forecasts.merge(outcomes, on="forecast_id")
    assert joined.loc[joined["outcome"] == "no_day", "until"].isna().all()
    assert (outcomes["outcome"] == "came").sum() == 15


def test_before_the_column_means_before():
    records = data.load("article/records").query("before_column != 'unknown'")
    first_days = records[["date", "published"]].apply(lambda column: column.str[:10])
    before = (first_days["date"] < "2022-09-15") & (first_days["published"] < "2022-09-15")
    assert (records["before_column"] == before.map({True: "true", False: "false"})).all()


def test_the_57_of_the_american_list_each_have_an_act():
    days = data.load("sanctions/recognition_days").query(
        "kind in ('recognition', 'support short of recognition')"
    )
    listed = set(data.load("sanctions/recognition")["iso3"])
    assert len(listed) == 57
    assert set(days["iso3"]) - listed == {"SVK", "BOL"} and listed <= set(days["iso3"])


def test_both_sides_speak():
    does = data.load("article/records").groupby("claim_id")["supports"].agg(set)
    for claim in "C15 C17 C30 C38 C42 C44 C57 C60 C62 C68".split():
        assert {"supports", "against"} <= does[claim], claim
    sides = data.load("article/voices")["side_of_border"].value_counts()
    assert sides["Venezuela"] >= 30 and sides["Colombia"] >= 30


def test_every_camp_speaks_in_both_languages_and_in_few_words():
    voices = data.load("article/voices")
    assert voices["camp"].value_counts().min() >= 2
    for column in ("quotation", "english"):
        assert voices[column].str.split().str.len().max() < 15
    own = voices.set_index("language").loc[["en", "no"], "quotation_es"]
    assert own.notna().all() and own.str.split().str.len().max() <= 25
    assert (voices["language"] == "es").sum() == len(voices) - len(own)


def test_no_voice_of_apure_is_placed_in_a_town():
    voices = data.load("article/voices")
    from_apure = voices[voices["role"].str.contains("Apure")]
    assert len(from_apure) == 5
    assert not from_apure["role"].str.contains(r"town|village|\bLa [A-Z]").any()
