"""What kind of doing a clause tells of: a change of this text, a remark beside it, a decision, another paper, a wish, or no writing."""
