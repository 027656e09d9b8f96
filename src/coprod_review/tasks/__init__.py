"""What is asked of the program, done: each task joins stages with the files of a review.

A stage takes values and returns values, `io` alone touches the disk, `cli` has the options and the words on
the terminal; what stands between is here, in folders named as the commands they work for. A task is given
paths and choices by name, and knows nothing of a command line.
"""
