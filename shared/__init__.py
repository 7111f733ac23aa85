"""What every service stands on: contracts, the log, the bus, keys, the wall between organisations, HTTP."""
