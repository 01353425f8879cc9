"""Questions: proposed by members, put on the research agenda of their network by a coordinator."""
