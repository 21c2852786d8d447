"""What an instructor does with a class: pool predictions, grade answer sheets, report."""
