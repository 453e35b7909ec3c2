"""The field's nouns as frozen types. Says what things are; never asks the time, the database or the user."""
