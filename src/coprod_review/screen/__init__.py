"""Reports to included and excluded, each with its reason, and the flow that is counted from them."""
