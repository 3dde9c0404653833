namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Every constant that a contract can name.</summary>
[AmqpContract]
[Durable, Priority(7), TimeToLive(1.5), FirstAcquirer(false)]
[UserId("guest"), To("there"), Subject("\"quoted\"\n"), ReplyTo("back"), ContentType("text/plain"), ContentEncoding("gzip"), GroupId("g"), ReplyToGroupId("r")]
[MessageAnnotation("x-opt-n", (sbyte)-1)]
[ApplicationProperty("bool", true), ApplicationProperty("byte", (byte)1), ApplicationProperty("int", -2), ApplicationProperty("long", 3L), ApplicationProperty("double", 0.5)]
[ApplicationProperty("char", 'c'), ApplicationProperty("text", "t"), ApplicationProperty("enum", Color.Green), ApplicationProperty("near", "type")]
public readonly partial record struct Constants([ApplicationProperty("near")] string? Near);
