namespace TypedSender.Rules.TSND0311;

#if VIOLATION
[AmqpContract]
public sealed partial record Order(int Number, [AmqpMember("Number")] string Text);
#else
[AmqpContract]
public sealed partial record Order(int Number, [AmqpMember("Text")] string Text);
#endif
