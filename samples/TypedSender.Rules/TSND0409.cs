using System.Collections;

namespace TypedSender.Rules.TSND0409;

#if VIOLATION
public sealed class Log : IEnumerable<int>, IEnumerable<string>
{
    IEnumerator<int> IEnumerable<int>.GetEnumerator() => Enumerable.Range(1, 3).GetEnumerator();

    IEnumerator<string> IEnumerable<string>.GetEnumerator() => Enumerable.Repeat("line", 3).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();
}

[AmqpContract]
public sealed partial record Report(Log Log);
#else
[AmqpContract]
public sealed partial record Report(IEnumerable<string> Log);
#endif
