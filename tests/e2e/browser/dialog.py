"""The dialog in a browser, on the embedded stack: python3 dialog.py API AXE FOLDER [PART …]

API is the stack's address, AXE the script of axe-core, FOLDER a folder for files and downloads. Prints one line for each check.
"""

import sys

from embed import embedded_component, embedded_late, embedded_plain, embedded_react, embedded_vue
from feeds import feed_by_keyboard, feeds, feeds_in_german
from imports import cancelled, enrolment, fixed, hostile, learners, many, mapped, names_remembered, rejected, ten_thousand
from looks import first_paint, keyboard, languages
from pages import activate, events, invited, portal, users
from sizes import findings_many, findings_tabbed, large, thousands
from steps import check, driver, engine
from trouble import lost_polling, lost_responses, lost_upload, refusals, reloaded_upload, stack_killed, tabs, token_ended, token_ended_while_closed
from undo import history, undo_by_keyboard, undo_in_languages, undo_refused, undone, undone_later
from workbooks import workbook

PARTS = (first_paint, fixed, enrolment, cancelled, rejected, names_remembered, learners, many, thousands, findings_many, findings_tabbed, mapped, workbook, hostile, users, keyboard, languages, lost_upload, reloaded_upload, lost_polling,
         lost_responses, tabs, refusals, token_ended, token_ended_while_closed, activate, invited, events, portal, embedded_plain, embedded_react, embedded_vue, embedded_late, embedded_component, undone, undone_later, history, undo_by_keyboard,
         undo_refused, undo_in_languages, feeds, feed_by_keyboard, feeds_in_german, large, stack_killed)
# Firefox runs the parts in which browsers differ (layout, keys, files, network and pages), and not those that test the stack behind them.
IN_FIREFOX = (first_paint, fixed, enrolment, cancelled, rejected, names_remembered, learners, findings_tabbed, mapped, users, keyboard, languages, lost_upload, lost_polling, tabs, token_ended, activate, undone, undo_by_keyboard,
              feeds, feed_by_keyboard, feeds_in_german)
ON_REQUEST = (ten_thousand,)

try:
    selected = sys.argv[4:]
    usual = IN_FIREFOX if engine.name == "firefox" else PARTS
    for part in PARTS + ON_REQUEST:
        if part.__name__ in selected or (not selected and part in usual):
            part()
    errors = engine.refused()
    check("no script, style or request was refused", not errors, errors)
finally:
    driver.quit()
