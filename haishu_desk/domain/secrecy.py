"""The words that stand on the cover of every file that leaves the program: no state secrets are to be typed in.

The program has no 密级 and protects nothing of that kind (保密法); whoever holds a file of it is told so where he looks first.
The public edition does not carry them: it is for everybody to read, nobody types into it, and what stands in it was reviewed
and confirmed before; there the sentence would say that what is published may be a secret.
"""

NO_SECRETS = "严禁录入涉密信息"
