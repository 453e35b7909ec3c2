"""Gates, facts and verdicts: is this step lawful? Not knowing is not a yes. No I/O."""
