"""The rules of ocrfix, one file each."""

from ocrfix.repair.rule import Rule
from ocrfix.repair.rules import (
    centred_comma,
    doubled_mark,
    doubled_text,
    garble,
    ink_twice,
    join,
    look_alike,
    lost_mark,
    overlap,
    quote_style,
    quotes,
    repeated_line,
    script_form,
    stray_space,
    unbalanced,
    unlikely,
    unsure,
    width,
)

BUILT_IN: tuple[Rule, ...] = (
    ink_twice.RULE,
    overlap.RULE,
    repeated_line.RULE,
    doubled_text.RULE,
    join.RULE,
    stray_space.RULE,
    doubled_mark.RULE,
    width.RULE,
    quote_style.RULE,
    quotes.RULE,
    unbalanced.RULE,
    lost_mark.RULE,
    centred_comma.RULE,
    script_form.RULE,
    look_alike.RULE,
    unsure.RULE,
    garble.RULE,
    unlikely.RULE,
)
