"""The one door: access, then gates, then the procedure's step, then one transaction. One verb a function."""
