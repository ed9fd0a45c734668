"""What the look-ups add to the host."""

contributions = ()
