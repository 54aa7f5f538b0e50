"""When an address that was refused or failed is asked again (`Schedule`); corpus/reasons.py says which has which.

Cases that were not seen yet, and what happens then:

- A reason that is not in the registry (an outlet of the user's own may give one) is never asked again by itself;
  `kliping retry` and `--urls` ask it.
- The machine's clock was wrong, and a row is due in a year: a row that is due later than any step allows is due now.
- A page is refused for another reason each time: the refusals in a row go on, each step is that of the newest reason.
- A refusal that passes after the last step (about six weeks) is not noticed: the row is given up, and counted as that.
- A page that is refused to every second request comes at the next step.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400  # seconds
WEEK, MONTH = 7 * DAY, 30 * DAY
MOST_FREE = 50  # addresses of an outlet that a run judges again without a request, and in vain
SHARE_IN_VAIN = 5  # one request of so many may ask what is refused again
DUE_AT_PERCENT = 80  # of a step: a run of every week is never exactly a week after the last one


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an address is asked again: `steps` in seconds after each refusal in a row; 0 is the next run.

    After the last step it is given up; or, where the schedule does not `end`, the last step comes again and again.
    A schedule without steps never asks again by itself.
    """

    meaning: str
    steps: tuple[int, ...] = ()
    ends: bool = True

    def seconds_after(self, refusals: int) -> int | None:
        """Return after how many seconds it is due again, from its n-th refusal in a row on; None for never.

        >>> [SOON.seconds_after(n) for n in (1, 2, 3, 4, 5)]
        [0, 69120, 483840, 2073600, None]
        """
        if not self.steps or (self.ends and refusals > len(self.steps)):
            return None
        return self.steps[min(refusals, len(self.steps)) - 1] * DUE_AT_PERCENT // 100


NEVER = Schedule("")
SOON = Schedule("in the next run; after a day; after a week; after a month; then given up", (0, DAY, WEEK, MONTH))
"""For what passes: a site that refused or failed, a page that was broken."""
SELDOM = Schedule("after a day; after a week; after a month; then given up", (DAY, WEEK, MONTH))
"""For a page that came whole and is no article: mostly that is what it is, now and then a site that was broken."""
EVERY_RUN = Schedule("in every run", (0,), ends=False)
"""For what tells nothing about the page: no answer came, or robots.txt is judged again at no cost."""
