"""Tell a page that a site shows in place of its articles (maintenance, an advert, a front page) from an article.

Such a page comes alike under each address, so a crawl meets it as a second address of an article that is stored. A real
one, the same article under two addresses, is named by the listing with words that its page has. What was not seen when
this was written, and what happens then:

- Such a page under one address alone, or under titles that share a word with it: it is stored as an article. The second
  look sees the edit, once the site is well.
- A listing whose links are called "Baca selengkapnya" or have no title: nothing can be told, and it is a duplicate.
- The same article under two addresses that the listing names in other words than any of its page: it is asked again by
  the schedule of `same_page`, then given up.
"""

from __future__ import annotations

from corpus.models import Article
from pipelines.strings.subject_words import LONG_WORDS

MIN_LISTED_WORDS = 3  # long words of a listing's title that can be compared


def is_another_page(listed: str | None, article: Article) -> bool:
    """True if no long word of the title by which a listing named the address stands in the page's title or text.

    >>> down = Article("http://a.id/1", "Pemeliharaan", "Situs kami segera kembali. Mohon maaf.")
    >>> is_another_page("Pembinaan Pegawai Balai Kupang", down), is_another_page("Selengkapnya", down)
    (True, False)
    """
    words = set(LONG_WORDS.findall((listed or "").casefold()))
    return len(words) >= MIN_LISTED_WORDS and words.isdisjoint(
        LONG_WORDS.findall(f"{article.title} {article.text}".casefold())
    )
