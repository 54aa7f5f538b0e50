"""GPriority, a magazine on the civil service."""

from spiders.families.conventions import ConventionSpider


class GprioritySpider(ConventionSpider):
    name = "gpriority"
    outlet = "GPriority"
    kind = "media"
    site = "gpriority.co.id"
