"""The only place that knows tables. Gives out domain types, to a reader with a purpose."""
