"""What a lecturer stands with before a class: the stage of a lesson, and the pack to project and to print."""
