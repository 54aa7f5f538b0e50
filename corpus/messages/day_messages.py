"""Errors: days as people write them."""

from __future__ import annotations

from corpus.messages.statement import Message

CALENDAR_ENDS = Message("day.calendar_ends", "{where}: the calendar ends there")
FIELD_DAYS_REVERSED = Message("day.field_days_reversed", "{where}: {last} is before {first}; exchange them")
DAY_PLACE = Message("day.place", "{where}: ")
NOT_A_DAY = Message(
    "day.not_a_day",
    "{place}{text!r} is not a day; write it as 2023-01-31, 2023-01 or 2023, as 31/1/2023 or 31 januari 2023, "
    'or back from today: 7d, 4w, 6m, 1y, kemarin, "3 hari lalu", "minggu lalu"',
)
NOT_A_DAY_BUT = Message("day.not_a_day_but", "{place}{text!r} is not a day: {reason}")
YEAR_NOT_A_YEAR = Message(
    "day.year_not_a_year", "year:{value} is not a year; write year:2023 or year:2021-2023{advice}"
)
WRITE_DAY = Message("day.write_day", "; write day:{value}")
ONLY_WHOLE_DAYS = Message("day.only_whole_days", "only whole days can be given; write {day}")
NO_SUCH_DAY = Message("day.no_such_day", "the calendar has no such day")
YEAR_OF_FOUR_DIGITS = Message("day.year_of_four_digits", "give the year four digits: {day}/{month}/{year}")
DAY_BEFORE_MONTH = Message(
    "day.before_month", "the day stands before the month, and there is no month {month}; did you mean {near}?"
)
OTHER_WEEKDAY = Message("day.other_weekday", "{day} is a {weekday}; leave the weekday out, or give another day")
GIVE_THE_YEAR = Message("day.give_the_year", "give the year: {before} {year}")
GIVE_FOUR_DIGITS = Message("day.give_four_digits", "give the year four digits: {before} {year}")
DID_YOU_MEAN_DAY = Message("day.did_you_mean_day", "did you mean {near}?")
NO_MONTH_OF_NUMBER = Message("day.no_month_of_number", "there is no month {month}")
GIVE_THE_YEAR_OF_DAY = Message("day.give_the_year_of_day", "give the year: {day}/{month}/{year}")
DAY_OR_MONTH = Message("day.day_or_month", "write {month} {century} for the month, or {day} {month} {year} for the day")
NO_RANGE_HERE = Message(
    "day.no_range_here", "one day stands here; write since:{first} until:{last}, or day:{first}..{last}"
)
