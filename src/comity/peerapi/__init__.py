"""The entrance for partners: it hands their signed bytes to the door."""
