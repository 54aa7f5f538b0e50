"""Which searches do the forms of a page offer?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from scrapy.http import TextResponse

from corpus.urls import host_of, split

# A form with a field of one of these names is a search, the first of them before the others.
NEWS_SEARCH_FIELDS = ("q", "s", "query", "keyword", "kata", "cari", "search")


def form_searches(page: TextResponse) -> list[str]:
    """The searches of the page's forms, as addresses with {query}; only forms of the site itself that use GET."""
    searches = []
    for form in page.css("form"):
        action = page.urljoin(form.attrib.get("action", ""))
        names = form.css("input:not([type]), input[type=text], input[type=search]").xpath("@name").getall()
        name = next((n for n in NEWS_SEARCH_FIELDS if n in names), names[0] if len(names) == 1 else None)
        if (
            name
            and "{" not in f"{action}{name}"
            and form.attrib.get("method", "get").lower() == "get"
            and host_of(action) == host_of(page.url)
        ):
            parts = split(action)
            hidden = [(i.attrib["name"], i.attrib.get("value", "")) for i in form.css("input[type=hidden][name]")]
            query = urlencode([*parse_qsl(parts.query), *hidden])
            searches.append(f"{parts.path or '/'}?{query}{'&' if query else ''}{name}={{query}}")
    return searches
