"""The only place that knows tables. Gives out domain types and plain values, never querysets."""
