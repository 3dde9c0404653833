namespace TypedSender.Rules.TSND0420;

#if VIOLATION
public sealed class Menu : List<Menu>;

[AmqpContract]
public sealed partial record Site(Menu Menu);
#else
[AmqpContract]
public sealed partial record Menu(IReadOnlyList<Menu> Items);

[AmqpContract]
public sealed partial record Site(Menu Menu);
#endif
