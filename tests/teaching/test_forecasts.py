

def test_the_last_guess_of_the_lesson_before_opens_no_outcome(workspace):
    ahead = guessed_ahead()
    assert ahead and all(item.startswith("P13.") for item in ahead)
    store().add("prediction", ahead[0], {"guess": "x", "mark": 0})
    assert not outcomes_are_open()
    store().add("goal", "G13.1", {})
    assert outcomes_are_open()
