"""What can be done with reminders: ask people about dates, and remind them of what is due."""
