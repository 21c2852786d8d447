"""The verdict on an answer: pure, the same in a notebook and at a grader."""
