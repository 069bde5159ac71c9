"""What a plan is: standard library only, no file, no screen, no clock."""
