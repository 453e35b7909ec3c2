#!/bin/sh
# Print the first Python that can run Comity: 3.11 or newer, able to make a virtual environment.
# COMITY_PYTHON names another one.
probe='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
for candidate in ${COMITY_PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$probe" >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Comity needs Python 3.11 or newer with its venv module (Debian: python3 and python3-venv)." >&2
echo "None of these will do: ${COMITY_PYTHON:-python3 python3.13 python3.12 python3.11}. Name one with COMITY_PYTHON=/path/to/python." >&2
exit 1
