"""Files by which a scheduler of the system makes the yearly reports, and tries every month whether it still could.

Each says the same: `wirkung run … --resume` once a year, `wirkung dry-run` of a sample every month, and what to do
where one of them fails. Every scheduler has its own words and its own quoting; both stand in its module.
"""
