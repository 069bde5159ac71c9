"""Packing the program: `python3 start.py build` runs this in `.venv-build`. Never part of what is packed.

bundle     the one-dir program by build.spec, made lean, with the licences of its parts
lean       which of the collected files the program needs
licences   one folder that says what is in the bundle, under which licence, with the texts
system     what is left to the system: which libraries, the oldest glibc
deb        the package for Debian and what comes from it (统信 UOS, 银河麒麟)
hashes     SHA-256 of everything that is handed out
measure    size and start time beside a bare window of Qt
"""
