"""Memorandum, in Surabaya, of the Disway network."""

from spiders.families.networks import DiswaySpider


class MemorandumSpider(DiswaySpider):
    name = "memorandum"
    outlet = "Memorandum"
    kind = "media"
    site = "memorandum.disway.id"
    rests_on = {"articles": "2022 page"}
