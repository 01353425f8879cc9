"""What notifications does when it hears an event, and when the clock says so."""
