"""The model: every procedure walked in every order, by everybody, with any facts, to see what can never happen."""
