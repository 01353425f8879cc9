"""RELIABILITY 5, case by case: real processes, killed, frozen and cut off; what is left is read from the databases."""
