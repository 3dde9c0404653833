using System.Text;

namespace TypedSender.Rules.TSND0412;

#if VIOLATION
[AmqpContract]
public sealed partial record Person(char Initial);
#else
[AmqpContract]
public sealed partial record Person(Rune Initial);
#endif
