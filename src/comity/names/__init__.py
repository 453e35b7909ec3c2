"""Names of people in any script: normal forms, comparison and a score that can be explained."""
