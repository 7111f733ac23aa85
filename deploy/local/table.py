"""What Maya logs in eight weeks. Every second Monday her team presents its numbers; those mornings she logs a spike."""

# day, time, strength, feeling, trigger, strength after a practice, whether it helped, what she did of her task.
HAPPENED = """
Week 1
Mon 08:35  8  fearful.anxious             work     7  a_bit
Tue 19:10  5  bad.stressed                work
Wed 12:30  4  bad.busy.pressured          work
Thu 21:15  6  fearful.anxious.worried     -        5  a_bit
Sat 10:40  3  happy.content               -
Sun 20:30  5  fearful.anxious.worried     work
Week 2
Mon 18:20  4  bad.tired                   -
Tue 07:50  3  fearful.threatened.nervous  work
Wed 20:45  6  angry.frustrated            family   4  helped
Fri 15:10  4  bad.busy.pressured          work
Sat 19:30  8  happy.content.joyful        friends
Sun 11:50  3  happy.peaceful              -
Week 3
Mon 08:20  9  fearful.anxious             work     7  helped
Mon 10:30  6  fearful.anxious             work
Tue 21:50  4  bad.tired                   -        -  -  tiny
Thu 08:10  5  bad.busy.rushed             work
Thu 21:55  5  fearful.anxious.worried     work     4  a_bit  tiny
Fri 13:20  3  happy.accepted.valued       work
Sun 21:52  5  fearful.anxious.worried     work     -  -  tiny
Week 4
Mon 21:50  4  bad.tired                   -        -  -  tiny
Tue 07:45  4  fearful.threatened.nervous  work
Wed 21:53  6  sad.lonely                  -        4  helped  tiny
Thu 16:30  5  angry.frustrated.annoyed    work
Sat 11:15  2  happy.peaceful.thankful     friends
Sun 21:51  5  fearful.anxious.worried     work     -  -  small
Week 5
Mon 08:40  9  fearful.anxious             work     6  helped  body
Mon 21:50  5  bad.tired                   -
Tue 12:40  4  bad.busy.pressured          work
Wed 08:05  4  bad.busy.rushed             work
Thu 21:54  6  fearful.insecure            family   5  a_bit  tiny
Fri 17:30  3  happy.proud                 work
Sat 14:20  3  happy.playful               friends
Sun 21:50  6  fearful.anxious.worried     work     4  helped  tiny
Week 6
Mon 19:40  3  bad.tired                   -
Tue 08:15  4  fearful.threatened.nervous  work
Tue 21:50  4  fearful.anxious.worried     -        -  -  tiny
Wed 15:45  5  angry.frustrated            work
Thu 21:52  5  sad.hurt.disappointed       family   3  helped
Fri 12:45  3  happy.optimistic            work
Sat 09:50  2  happy.content               -
Sat 22:40  6  sad.lonely                  -        5  no
Week 7
Mon 08:30  9  fearful.anxious             work     6  helped  body
Mon 10:50  5  bad.stressed                work
Tue 21:55  4  bad.tired                   -        -  -  tiny
Wed 07:55  4  bad.busy.rushed             work
Thu 13:15  3  happy.interested            work
Thu 21:50  5  fearful.anxious.worried     work     3  helped  small
Sat 16:00  3  happy.peaceful              friends
Sun 21:53  6  fearful.anxious.worried     work     4  helped  tiny
Week 8
Mon 18:50  4  bad.tired                   -
Tue 08:00  3  bad.busy.pressured          work
Tue 21:50  4  fearful.anxious.worried     -        -  -  tiny
Thu 12:20  3  happy.accepted              work
Thu 21:52  4  fearful.anxious.worried     work     -  -  full
Fri 19:30  5  angry.frustrated.annoyed    family   3  helped
Sun 21:50  5  fearful.anxious.worried     work     -  -  tiny
"""
