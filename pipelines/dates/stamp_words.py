"""Words beside a date that tell a change of the page, and those that tell its publication."""

from __future__ import annotations

import re

from pipelines.page.spots import SAYS_PUBLISHED

# "Diperbarui 18 Jun 2025, 14:05 WIB" beside "Diterbitkan 18 Jun 2025, 14:00 WIB"
UPDATED = re.compile(
    r"diperba(?:ha)?rui|di-?update|updated?\b|diubah|diedit|direvisi|edited|modified|revised|perbaruan|pembaruan|revisi|mutakhir|"
    r"aktualisiert|actualizado|actualisé|atualizado|aggiornato|bijgewerkt|mis à jour|modifié|обновлено",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    rf"di(?:kirim|muat|rilis|siarkan|tayangkan|terbitkan|tulis|umumkan)|publikasi|tayang|terbit\b|published|posted|diposting|diunggah|dibuat|{SAYS_PUBLISHED.pattern}",
    re.IGNORECASE,
)
# words before a date that is another day than the publication's: "lahir 5 Mei 1998", "Batas waktu: 28 Februari 2024"
OTHER_DAY = re.compile(
    r"\b(?:acara|agenda|digelar|event|lahir|pelaksanaan|wafat|batas|pendaftaran|hingga|sampai|s\.?/?d|sejak|berlaku|jadwal|"
    r"(?:hari|tanggal|tgl\.?|waktu)\s+(?:ke(?:giatan|jadian)|pameran|penetapan|peristiwa|rapat|seleksi|sidang|ujian)|"
    r"jatuh\s+tempo|tenggat|mulai|berakhir|bergabung|periode|kedal?u?warsa|(?:foto|selesai)(?=\s*:)|born|until|deadline|since|hari\s+ini|today)\b[^|•]*$",
    re.IGNORECASE,
)
