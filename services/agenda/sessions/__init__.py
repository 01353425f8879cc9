"""Sessions: series by rule, the sessions they make, and the agenda points members put on them."""
