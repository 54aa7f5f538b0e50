"""Timor Express, in Kupang, of the Fajar network."""

from spiders.families.networks import FajarSpider


class TimexkupangSpider(FajarSpider):
    name = "timexkupang"
    outlet = "Timor Express"
    kind = "media"
    site = "timexkupang.fajar.co.id"
    utc_offset = 8
    rests_on = {"articles": "2025-02 page"}
