"""Import all that refining a page needs, with the language profiles: it takes about a second.

A worker imports this file before its first page; where workers are forked, the fork server imports it once for all.
"""

import contextlib
import gc

with contextlib.suppress(Exception):  # a broken installation is reported by the first page, not by a dying worker
    import trafilatura  # noqa: F401

    import pipelines.refine  # noqa: F401
    from pipelines.page.language import langdetect_code

    langdetect_code("Kepala balai membuka pembinaan pegawai.")

gc.collect()
gc.freeze()  # a collection in a forked worker would copy the pages of memory that it shares with the fork server
